//! A required environment variable is not set.
//!
//! # What it finds
//! An environment variable that the candidate app declares as required and the deployment does not have. Variables of
//! components are not checked: the app passes them when it mounts the component.
//!
//! # Why it breaks
//! Convex refuses the push.
//!
//! # Example
//! ```json baseline
//! {"schema": null}
//! ```
//! ```json candidate
//! {"environmentVariables": [{"name": "STRIPE_KEY", "required": true}]}
//! ```
//! ```json evidence
//! {"environmentVariables": ["OPENAI_KEY"]}
//! ```
//!
//! # Safe rollout
//! Set the variable on the deployment first, or declare it as optional.

use crate::compat::pair::ComponentPair;
use crate::compat::report::{Breaks, Subject};
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::breaking(&[Breaks::Operators], Check::Component(check))
        .inspects(&[PartName::EnvironmentVariables])
        .with_environment_variables();

fn check(pair: &ComponentPair<'_>, sink: &mut Sink<'_>) {
    let declared = pair.candidate.and_then(|component| component.environment_variables.known());
    let (true, Some(declared), Some(set)) = (pair.is_root(), declared, &pair.context.evidence.environment_variables)
    else {
        return;
    };
    for (name, _) in declared.iter().filter(|(name, variable)| variable.required && !set.contains(*name)) {
        sink.push(
            Draft::new(
                Subject::environment_variable(pair.path, name),
                format!("`{name}` is required but not set on the deployment"),
            )
            .fix(format!("set `{name}` before you deploy")),
        );
    }
}
