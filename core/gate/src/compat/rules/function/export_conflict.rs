//! A function has the path of a module.
//!
//! # What it finds
//! A public function of the candidate with the same path as a folder or module that contains public functions: `get` in
//! `users.ts`, beside `users/get.ts`.
//!
//! # Why it breaks
//! Convex refuses the push with `InvalidExport`: `api.users.get` cannot be both.
//!
//! # Example
//! ```json baseline
//! {"functions": []}
//! ```
//! ```json candidate
//! {"functions": [{"identifier": "users.js:get", "functionType": "Query"},
//!   {"identifier": "users/get.js:byName", "functionType": "Query"}]}
//! ```
//!
//! # Safe rollout
//! Rename the function or the module.

use std::collections::HashMap;

use crate::compat::pair::ComponentPair;
use crate::compat::report::{Breaks, Subject};
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};
use crate::surface::{FunctionName, Visibility};

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::breaking(&[Breaks::Operators], Check::Component(check)).inspects(&[PartName::Functions]);

fn check(pair: &ComponentPair<'_>, sink: &mut Sink<'_>) {
    let Some(functions) = pair.candidate.and_then(|component| component.functions.known()) else { return };
    let public = || functions.iter().filter(|(_, function)| function.visibility == Visibility::Public);
    // Only a module in a folder can have the path of a function.
    let nested = public().map(|(name, _)| name).filter(|name| name.module().contains('/'));
    let mut taken: HashMap<&str, &FunctionName> = HashMap::new();
    let mut last = "";
    for name in nested {
        let module = stem(name.module());
        if module == last {
            continue;
        }
        last = module;
        let slashes = module.match_indices('/').filter_map(|(at, _)| module.get(..at));
        for folder in slashes.chain([module]).filter(|path| path.contains('/')) {
            taken.entry(folder).or_insert(name);
        }
    }
    if taken.is_empty() {
        return;
    }
    for (name, _) in public() {
        let path = format!("{}/{}", stem(name.module()), name.export());
        if let Some(other) = taken.get(path.as_str()) {
            sink.push(
                Draft::new(
                    Subject::function(pair.path, name),
                    format!("`{name}` has the path of the module or folder of `{other}`, which Convex refuses"),
                )
                .fix(format!("rename `{}`, or the module of `{other}`", name.export())),
            );
        }
    }
}

fn stem(module: &str) -> &str {
    module.strip_suffix(".js").unwrap_or(module)
}
