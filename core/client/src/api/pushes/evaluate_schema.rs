//! `evaluateSchema`

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{INVALID_APP, Nothing, PushedIndex};
use crate::api::{Contract, Operation, Retry};
use crate::artifact::PushRequest;
use crate::model::{open_enum, open_union};

/// Evaluates the effects of a push on stored documents, by table and index, without changing anything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(transparent)]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct EvaluateSchema {
    /// Push to evaluate.
    pub request: PushRequest,
}

impl Operation for EvaluateSchema {
    type Response = EvaluatedSchema;

    const CONTRACT: Contract =
        Contract::push("evaluateSchema", "POST /deploy2/evaluate_schema").retry(Retry::Always).fails_with(INVALID_APP);
}

/// Effects of a push on stored documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct EvaluatedSchema {
    /// Components by path. The empty path is the app.
    pub component_schema_evaluations: BTreeMap<String, ComponentPrediction>,
    /// Paths of definitions that do not exist yet.
    pub new_component_definitions: Vec<String>,
}

/// Effects of a push on the documents of a component.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ComponentPrediction {
    /// Path of the component's definition.
    pub definition_path: String,
    /// `true` if documents must match the schema.
    pub schema_validation: bool,
    /// Tables of the schema.
    pub tables: Vec<TablePrediction>,
    /// Indexes, including those to be dropped.
    pub indexes: Vec<IndexPrediction>,
    /// Staged validators whose work the push discards.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub discarded_staged_validators: Vec<DiscardedStagedValidator>,
}

/// A staged validator that a push removes or replaces. Its documents must be read again if it is staged again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DiscardedStagedValidator {
    /// Name of the table.
    pub table_name: String,
    /// Progress of its validation.
    pub state: StagedValidation,
    /// `true` if the push stages another validator in its place.
    pub replaced: bool,
}

open_union! {
    /// Validation of a table's documents against a staged validator.
    pub enum StagedValidation by "state" {
        /// Documents are being read.
        Pending(PendingStagedValidation) = "pending",
        /// All documents match.
        Valid(Nothing) = "valid",
    }
}

/// Progress of the validation against a staged validator.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PendingStagedValidation {
    /// Number of documents that were read.
    pub num_docs_validated: u64,
    /// Number of all documents, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_docs: Option<u64>,
}

/// Effects of a push on the documents of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct TablePrediction {
    /// Name of the table.
    pub name: String,
    /// Validation of its documents.
    pub outcome: ValidationOutcome,
    /// Number of documents.
    pub num_docs: u64,
    /// Size of the documents, in bytes.
    pub size_bytes: u64,
}

open_enum! {
    /// Validation of a table's documents when a schema is pushed.
    pub enum ValidationOutcome {
        NotValidated = "notValidated",
        SupersetOfEnforced = "supersetOfEnforced",
        SupersetOfStagedValidated = "supersetOfStagedValidated",
        SupersetOfShape = "supersetOfShape",
        MustWalk = "mustWalk",
    }
}

/// Effects of a push on an index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct IndexPrediction {
    /// Index.
    #[serde(flatten)]
    pub index: PushedIndex,
    /// Change of the index.
    pub change: IndexChange,
    /// `true` if documents must be read to backfill it.
    pub needs_backfill: bool,
    /// Number of documents in its table.
    pub num_docs: u64,
}

open_enum! {
    /// Change of an index.
    pub enum IndexChange {
        Added = "added",
        Identical = "identical",
        Enabled = "enabled",
        Disabled = "disabled",
        Dropped = "dropped",
    }
}
