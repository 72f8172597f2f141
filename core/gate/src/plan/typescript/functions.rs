//! Validators of functions as TypeScript.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::syntax::{comment, constant};
use super::validator::{print, print_fields};
use crate::schema::Validator;
use crate::surface::{Component, Function, Visibility};

/// Returns the validators of the functions that differ from the candidate's; `None` if none does.
pub(super) fn source(component: &Component, candidate: Option<&Component>) -> Option<String> {
    let kept = component.functions.known()?;
    let to_come = candidate.and_then(|candidate| candidate.functions.known());
    let mut text = String::from("import { v } from \"convex/values\";\n");
    let (mut used, before) = (BTreeSet::new(), text.len());
    for (name, function) in kept {
        let new = to_come.and_then(|functions| functions.get(name));
        if new == Some(function) {
            continue;
        }
        let base = constant(&name.as_str().replace(".js:", "_"));
        let numbered = (2..).map(|number| format!("{base}{number}"));
        let constant = std::iter::once(base.clone()).chain(numbered).find(|name| !used.contains(name)).unwrap_or(base);
        let purpose = match new {
            None => "only in this step",
            Some(new) if new.kind != function.kind => "of the old kind in this step",
            Some(_) => "wider than in the candidate",
        };
        let _ = write!(text, "\n{}\n", comment(&format!("{name}, {}: {purpose}.", kind(function))));
        let _ = writeln!(text, "export const {constant} = {{");
        if let Some(args) = function.args() {
            let args = match args {
                Validator::Object(object) => print_fields(object, 1),
                other => print(other, 1),
            };
            let _ = writeln!(text, "  args: {args},");
        }
        if let Some(returns) = function.returns() {
            let _ = writeln!(text, "  returns: {},", print(returns, 1));
        }
        text.push_str("};\n");
        used.insert(constant);
    }
    let has_validators = text.get(before..).is_some_and(|text| text.contains("v."));
    if used.is_empty() {
        return None;
    }
    Some(if has_validators { text } else { text.get(before + 1..).unwrap_or_default().to_owned() })
}

fn kind(function: &Function) -> String {
    match function.visibility {
        Visibility::Public => format!("a {}", function.kind),
        Visibility::Internal => format!("an internal {}", function.kind),
    }
}
