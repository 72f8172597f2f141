//! How modules are evaluated.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Limits;

/// How modules are evaluated.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Options {
    /// The environment variables that the app sees.
    pub environment: BTreeMap<String, String>,
    /// How much they may take.
    pub limits: Limits,
}
