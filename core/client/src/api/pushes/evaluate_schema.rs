//! `evaluateSchema`

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{INVALID_APP, Index};
use crate::api::{Contract, Operation, Retry};
use crate::artifact::PushRequest;
use crate::model::open_enum;

/// Tells what a push would mean for the stored documents, table by table and index by index, and changes nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct EvaluateSchema {
    /// What would be pushed.
    pub request: PushRequest,
}

impl Operation for EvaluateSchema {
    type Response = EvaluatedSchema;

    const CONTRACT: Contract = Contract::push("evaluateSchema", "POST /deploy2/evaluate_schema")
        .retried(Retry::Always)
        .fails_with(INVALID_APP);
}

/// What a push would mean for the stored documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct EvaluatedSchema {
    /// Each component, by its path; the app's own is empty.
    pub component_schema_evaluations: BTreeMap<String, ComponentPrediction>,
    /// The paths of definitions that are not there yet.
    pub new_component_definitions: Vec<String>,
}

/// What a push would mean for the documents of a component.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ComponentPrediction {
    /// The path of its definition.
    pub definition_path: String,
    /// Whether documents must match the schema.
    pub schema_validation: bool,
    /// The tables of the schema.
    pub tables: Vec<TablePrediction>,
    /// The indexes, with those that would be dropped.
    pub indexes: Vec<IndexPrediction>,
}

/// What a push would mean for the documents of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TablePrediction {
    /// The table.
    pub name: String,
    /// Whether its documents would be read.
    pub outcome: ValidationOutcome,
    /// How many documents it has.
    pub num_docs: u64,
    /// How large they are, in bytes.
    pub size_bytes: u64,
}

open_enum! {
    /// Whether the documents of a table are read when a schema is pushed.
    pub enum ValidationOutcome {
        NotValidated = "notValidated",
        SupersetOfEnforced = "supersetOfEnforced",
        SupersetOfStagedValidated = "supersetOfStagedValidated",
        SupersetOfShape = "supersetOfShape",
        MustWalk = "mustWalk",
    }
}

/// What a push would mean for an index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct IndexPrediction {
    /// The index.
    #[serde(flatten)]
    pub index: Index,
    /// What becomes of it.
    pub change: IndexChange,
    /// Whether documents would be read to fill it.
    pub needs_backfill: bool,
    /// How many documents its table has.
    pub num_docs: u64,
}

open_enum! {
    /// What becomes of an index.
    pub enum IndexChange {
        Added = "added",
        Identical = "identical",
        Enabled = "enabled",
        Disabled = "disabled",
        Dropped = "dropped",
    }
}
