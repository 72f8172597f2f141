//! Convex refuses the name of a function.
//!
//! # What it finds
//! A query, mutation or action of the candidate whose exported name is not of letters, digits and `_`, starts with a digit,
//! has only `_`, or has more than 64 characters.
//!
//! # Why it breaks
//! Convex refuses the push with `InvalidFunctionName`.
//!
//! # Example
//! ```json baseline
//! {"functions": []}
//! ```
//! ```json candidate
//! {"functions": [{"identifier": "messages.js:$list", "functionType": "Query"}]}
//! ```
//!
//! # Safe rollout
//! Export the function under another name.

use crate::compat::pair::ComponentPair;
use crate::compat::report::{Breaks, Subject};
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};
use crate::value::limits::{MAX_IDENTIFIER_LEN, is_identifier};

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::breaking(&[Breaks::Operators], Check::Component(check)).inspects(&[PartName::Functions]);

fn check(pair: &ComponentPair<'_>, sink: &mut Sink<'_>) {
    let functions = pair.candidate.and_then(|component| component.functions.known()).into_iter().flatten();
    for (name, _) in functions.filter(|(name, _)| !is_identifier(name.export())) {
        let message = format!(
            "Convex refuses the function name `{}`: use at most {MAX_IDENTIFIER_LEN} letters, digits and `_`, and no \
             digit first",
            name.export()
        );
        sink.push(
            Draft::new(Subject::function(pair.path, name), message)
                .fix(format!("export `{}` under another name", name.export())),
        );
    }
}
