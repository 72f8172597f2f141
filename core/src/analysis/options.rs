//! Options of an evaluation.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{EvaluationLimits, NodeAnswers};
use crate::cancel::Cancel;

/// Options of an evaluation.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EvaluationOptions {
    /// The environment variables visible to the app.
    pub environment: BTreeMap<String, String>,
    /// The names of all variables that are set, if they are known; those without a value in `environment` have a
    /// placeholder. With names, an app that fails without another variable is refused by Convex; without them, it is
    /// evaluated with a placeholder for each.
    #[serde(default)]
    pub names: Option<BTreeSet<String>>,
    /// The answers of modules that ran in Node. Without them, such modules are evaluated with stand-ins for their packages.
    #[serde(default)]
    pub node_answers: Option<NodeAnswers>,
    /// The limits of the evaluation.
    pub limits: EvaluationLimits,
    /// Stops the evaluation from another thread.
    #[serde(skip)]
    pub cancel: Cancel,
}
