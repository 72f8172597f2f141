//! Options of an evaluation.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::EvaluationLimits;
use crate::cancel::Cancel;

/// Options of an evaluation.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EvaluationOptions {
    /// The environment variables visible to the app.
    pub environment: BTreeMap<String, String>,
    /// The limits of the evaluation.
    pub limits: EvaluationLimits,
    /// Stops the evaluation from another thread.
    #[serde(skip)]
    pub cancel: Cancel,
}
