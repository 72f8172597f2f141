//! `getJsonSchemas`

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::ValueFormat;
use crate::api::{Contract, Operation};
use crate::model::Action;

/// Returns a JSON Schema (draft 7) for the documents of each table, by table name, or by component path and table name.
/// Requires the Professional plan or above.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct GetJsonSchemas {
    /// Includes the fields that only streamed documents have.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub delta_schema: bool,
    /// Format of values. `json` by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<ValueFormat>,
    /// Groups the tables by component.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_component: bool,
}

impl Operation for GetJsonSchemas {
    type Response = Map<String, Value>;

    const CONTRACT: Contract = Contract::data("getJsonSchemas", "GET /json_schemas")
        .query(&["deltaSchema", "format", "byComponent"])
        .fails_with(&["NoSchemaForExport", "NoTableDefinitionForExport", "UnsupportedSchemaForExport", "BadFormat"])
        .needs(&[Action::DeploymentDataView]);
}
