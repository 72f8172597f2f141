//! Convex refuses the type of a declared environment variable.
//!
//! # What it finds
//! An environment variable that the candidate's `convex.config.ts` declares with a validator other than `v.string()`, a
//! literal string, or a union of those.
//!
//! # Why it breaks
//! Convex refuses the push with `InvalidEnvVarDeclaration`.
//!
//! # Example
//! ```json baseline
//! {"environmentVariables": []}
//! ```
//! ```json candidate
//! {"environmentVariables": [{"name": "LIMIT", "required": false, "validator": {"type": "number"}}]}
//! ```
//!
//! # Safe rollout
//! Declare it as a string, and convert its value in the function.

use crate::compat::pair::ComponentPair;
use crate::compat::report::{Breaks, Subject};
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};
use crate::schema::Validator;
use crate::value::Value;

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::breaking(&[Breaks::Operators], Check::Component(check)).inspects(&[PartName::EnvironmentVariables]);

fn check(pair: &ComponentPair<'_>, sink: &mut Sink<'_>) {
    let declared = pair.candidate.and_then(|component| component.environment_variables.known());
    for (name, variable) in declared.into_iter().flatten() {
        let Some(validator) = variable.validator.as_ref().filter(|validator| !is_text(validator)) else { continue };
        let shown = validator.to_string();
        sink.push(
            Draft::new(
                Subject::environment_variable(pair.path, name),
                format!("Convex refuses the declaration of `{name}`: only strings are allowed"),
            )
            .detail(shown.clone())
            .change(None, Some(shown))
            .fix(format!("declare `{name}` with `v.string()`, a literal string, or a union of those")),
        );
    }
}

/// Checks if a validator accepts strings only. A type from the future may.
fn is_text(validator: &Validator) -> bool {
    match validator {
        Validator::String | Validator::Unknown(..) => true,
        Validator::Literal(literal) => matches!(literal.value(), Value::String(_)),
        Validator::Union(members) => members.iter().all(is_text),
        _ => false,
    }
}
