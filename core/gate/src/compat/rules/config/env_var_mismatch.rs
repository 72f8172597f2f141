//! An environment variable has a value that its declaration refuses.
//!
//! # What it finds
//! An environment variable that the candidate app declares with a validator, such as `v.union(v.literal("eu"),
//! v.literal("us"))`, and whose value on the deployment does not match it. Values are never shown. If only the names of
//! the variables are known, the report lists the declared ones under what was not checked.
//!
//! # Why it breaks
//! Convex refuses the push.
//!
//! # Example
//! ```json baseline
//! {"schema": null}
//! ```
//! ```json candidate
//! {"environmentVariables": [{"name": "REGION", "required": true, "validator": {"type": "union", "value": [
//!   {"type": "literal", "value": "eu"}, {"type": "literal", "value": "us"}]}}]}
//! ```
//! ```json evidence
//! {"environmentVariables": ["REGION"], "environmentValues": {"REGION": "mars"}}
//! ```
//!
//! # Safe rollout
//! Set the variable to a value that both versions accept, then deploy.

use crate::compat::causes::{canonical, show_type};
use crate::compat::pair::ComponentPair;
use crate::compat::report::{Breaks, Subject};
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};
use crate::schema::check::{Checker, Reader};
use crate::value::{Tables, Value};

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::breaking(&[Breaks::Operators], Check::Component(check))
        .inspects(&[PartName::EnvironmentVariables])
        .with_environment_variables();

fn check(pair: &ComponentPair<'_>, sink: &mut Sink<'_>) {
    let declared = pair.candidate.and_then(|component| component.environment_variables.known());
    let values = pair.context.evidence.environment_values.as_ref().filter(|_| pair.is_root());
    let (Some(declared), Some(values)) = (declared, values) else { return };
    let tables = Tables::default();
    let checker = Checker::new(&tables, Reader::Closed);
    for (name, variable) in declared {
        let (Some(validator), Some(value)) = (&variable.validator, values.get(name)) else { continue };
        if checker.accepts(validator, &Value::from(value)) {
            continue;
        }
        let expected = show_type(validator);
        sink.push(
            Draft::new(
                Subject::environment_variable(pair.path, name),
                format!("`{name}` is set to a value that `{expected}` refuses"),
            )
            .change(None, Some(expected))
            .detail(canonical(validator))
            .fix(format!("set `{name}` to a value that its validator accepts before you deploy")),
        );
    }
}
