//! `getJsonSchemas`

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::ValueFormat;
use crate::api::{Contract, Operation};
use crate::model::Action;

/// Describes what the documents of the tables look like, as a JSON Schema (draft 7) for each table: by the names of tables,
/// or by the paths of components and then by the names of tables. On the plan Professional and above.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct GetJsonSchemas {
    /// Whether the fields are described too that only streamed documents have.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub delta_schema: bool,
    /// How values are written; by default as `json`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<ValueFormat>,
    /// Whether the tables are listed by component.
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
