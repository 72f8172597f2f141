//! Every declaration is in the list, in a file of its name.

use crate::support::{files, read};
use convex_ops::api::{Operation, OperationVisitor, visit_operations};
use std::collections::BTreeMap;

struct Ids(Vec<String>);

impl OperationVisitor for Ids {
    fn visit<O: Operation>(&mut self) {
        self.0.push(O::CONTRACT.id.to_owned());
    }
}

#[test]
fn each_declaration_is_listed_and_its_file_has_its_name() {
    let mut ids = Ids(Vec::new());
    visit_operations(&mut ids);
    let mut declared = Vec::new();
    for file in files("core/client/src/api", &[".rs"]) {
        let text = read(&file);
        let Some((_, after)) = text.split_once("\nimpl Operation for ") else { continue };
        let name = after.split_whitespace().next().unwrap();
        let id = format!("{}{}", name[..1].to_lowercase(), &name[1..]);
        assert!(file.ends_with(&format!("/{}.rs", snake_case(&id))), "{file} declares `{name}`");
        assert!(text.contains(&format!("\"{id}\"")), "{file}: the id of `{name}` is not `{id}`");
        declared.push(id);
    }
    declared.sort();
    ids.0.sort();
    assert_eq!(declared, ids.0);
}

fn snake_case(id: &str) -> String {
    id.chars().fold(String::new(), |name, c| {
        if c.is_uppercase() { name + "_" + &c.to_lowercase().to_string() } else { name + &c.to_string() }
    })
}

/// How a file says which operation it handles.
const HANDLERS: [&str; 3] = ["impl Handler for ", "impl StepsHandler for ", "impl Prepare for "];

#[test]
fn each_operation_has_its_handler_in_a_file_of_its_name() {
    let folder = "core/src/embedded/operations";
    let declared = files("core/client/src/api", &[".rs"]).into_iter().filter_map(|file| {
        let name = type_after(&read(&file), "\nimpl Operation for ")?;
        Some((file.replacen("core/client/src/api", folder, 1), vec![name]))
    });
    let handled = files(folder, &[".rs"]).into_iter().filter_map(|file| {
        let names = handled_in(&read(&file));
        (!names.is_empty()).then_some((file, names))
    });
    let (declared, handled): (BTreeMap<_, _>, BTreeMap<_, _>) = (declared.collect(), handled.collect());
    for (file, names) in &declared {
        assert_eq!(handled.get(file), Some(names), "{file} must handle this operation, and no other");
    }
    assert_eq!(handled, declared, "a handler is in a file that has not the name of its operation");
}

#[test]
fn the_test_sees_every_kind_of_handler() {
    let text = "impl Handler for CreateTeam {}\nimpl StepsHandler for StartPush {\nimpl Prepare for GetZipExport {";
    assert_eq!(handled_in(text), ["CreateTeam", "StartPush", "GetZipExport"]);
    assert!(handled_in("impl Subject for Backup {\n// an `impl Handler for CreateTeam`").is_empty());
}

/// The operations that a file handles, in its order.
fn handled_in(text: &str) -> Vec<String> {
    let name = |line| {
        HANDLERS.iter().find_map(|beginning| type_after(line, beginning).filter(|_| line.starts_with(beginning)))
    };
    text.lines().filter_map(name).collect()
}

/// The name of the type behind some text.
fn type_after(text: &str, beginning: &str) -> Option<String> {
    let (_, after) = text.split_once(beginning)?;
    after.split_whitespace().next().map(str::to_owned)
}
