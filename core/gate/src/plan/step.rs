//! A plan and its steps.

use serde::{Deserialize, Serialize};

use super::migration::Migration;
use super::obligation::Obligation;
use super::precondition::{Precondition, wait};
use super::return_point::PointOfNoReturn;
use crate::compat::report::Subject;
use crate::surface::Surface;

/// The deploys that lead from one version of an app to another.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Plan {
    /// Deploys, in order. The last one deploys the candidate. Empty if the plan is blocked.
    pub steps: Vec<Step>,
    /// Problems for which no safe way is known. With one of them, the plan has no steps, because each step would have it too.
    pub blocked: Vec<Blocked>,
}

/// One deploy of a plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Step {
    /// Number of the step, from 1.
    pub number: u32,
    /// Purpose of the step.
    pub title: String,
    /// Preconditions in one line; absent if the step can be deployed at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waits_for: Option<String>,
    /// Facts that must hold before the step is deployed.
    pub preconditions: Vec<Precondition>,
    /// Changes of the schema and of functions since the step before.
    pub changes: Vec<StepChange>,
    /// Requirements of the code of this step, and of the clients built for it.
    pub obligations: Vec<Obligation>,
    /// Changes of stored documents, made after the deploy.
    pub migrations: Vec<Migration>,
    /// Event after which the step before cannot simply be deployed again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub point_of_no_return: Option<PointOfNoReturn>,
    /// Surface of the app after the deploy: its schema and functions.
    #[cfg_attr(feature = "typegen", schemars(with = "serde_json::Value"))]
    pub surface: Surface,
}

/// A change of the schema or of a function.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct StepChange {
    /// Place of the change.
    pub subject: Subject,
    /// Changed part: `documents`, `indexes`, `arguments`, `results`, `kind`, `visibility`; absent if the subject is added
    /// or removed as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// Old form; absent if it is added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// New form; absent if it is removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// A problem for which no safe way is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Blocked {
    /// Id of the rule that finds it.
    pub rule: String,
    /// Subject of the finding.
    pub subject: Subject,
    /// Description of the finding.
    pub message: String,
    /// Reason why no step avoids it.
    pub reason: String,
    /// Smallest change of the candidate that avoids it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fix: Option<String>,
}

impl Step {
    /// Creates a step; the preconditions give the text of what it waits for.
    pub(super) fn new(number: u32, title: &str, preconditions: Vec<Precondition>, surface: Surface) -> Self {
        Self {
            number,
            title: title.to_owned(),
            waits_for: wait(&preconditions),
            preconditions,
            changes: Vec::new(),
            obligations: Vec::new(),
            migrations: Vec::new(),
            point_of_no_return: None,
            surface,
        }
    }
}
