//! Every declaration is listed, and in a file of its name.

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
fn declarations_are_listed_and_files_match_names() {
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

/// Patterns that mark the operation that a file handles.
const HANDLERS: [&str; 3] = ["impl Handler for ", "impl StepsHandler for ", "impl Prepare for "];

#[test]
fn operations_have_handlers_in_files_of_same_name() {
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
        assert_eq!(handled.get(file), Some(names), "{file} must handle exactly this operation");
    }
    assert_eq!(handled, declared, "a handler's file does not have the name of its operation");
}

#[test]
fn every_kind_of_handler_is_recognized() {
    let text = "impl Handler for CreateTeam {}\nimpl StepsHandler for StartPush {\nimpl Prepare for GetZipExport {";
    assert_eq!(handled_in(text), ["CreateTeam", "StartPush", "GetZipExport"]);
    assert!(handled_in("impl Subject for Backup {\n// an `impl Handler for CreateTeam`").is_empty());
}

/// Operations that a file handles, in order.
fn handled_in(text: &str) -> Vec<String> {
    let name = |line| {
        HANDLERS.iter().find_map(|beginning| type_after(line, beginning).filter(|_| line.starts_with(beginning)))
    };
    text.lines().filter_map(name).collect()
}

/// The name of the type after a text.
fn type_after(text: &str, beginning: &str) -> Option<String> {
    let (_, after) = text.split_once(beginning)?;
    after.split_whitespace().next().map(str::to_owned)
}
