//! Answers of modules that ran in Node.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Answers of an app's `"use node"` modules that ran in Node with their packages. See [`NodeAnswer`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NodeAnswers {
    /// The answers with missing environment variables absent, by the path of the module.
    pub plain: BTreeMap<String, NodeAnswer>,
    /// The answers of modules that failed before, with a placeholder for each missing variable.
    pub with_placeholders: BTreeMap<String, NodeAnswer>,
    /// What kept the modules from files and the network, for a note.
    pub confined_by: Vec<String>,
}

/// The answer of one module.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NodeAnswer {
    /// Its description, as JSON.
    #[serde(default)]
    pub description: Option<String>,
    /// The error that it threw, if it did.
    #[serde(default)]
    pub error: Option<String>,
    /// The stack of the error, with paths as in the bundle.
    #[serde(default)]
    pub stack: Option<String>,
    /// True if the module did not answer: it did not end in its time, or it ended the process.
    #[serde(default)]
    pub is_lost: bool,
    /// Environment variables without a known value that it read.
    #[serde(default)]
    pub reads: Vec<NodeRead>,
}

/// A read of an environment variable without a known value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NodeRead {
    /// The variable.
    pub name: String,
    /// True if it is set, with an unknown value.
    pub is_set: bool,
    /// The stack of the read.
    #[serde(default)]
    pub stack: Option<String>,
}
