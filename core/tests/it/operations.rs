//! Every declaration is in the list, in a file of its name.

use crate::support::{files, read};
use convex_ops::api::{Operation, OperationVisitor, visit_operations};

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
    for file in files("core/src/api", &[".rs"]) {
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
