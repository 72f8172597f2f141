//! `getShapes`

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::api::{Contract, Operation};
use crate::model::Action;

/// Returns the inferred shape of each table's documents in the form of Convex's dashboard, by table name. Its MCP server shows
/// them beside the schema.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct GetShapes {
    /// ID of the component, as of the system query that lists components. The app itself by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component: Option<String>,
}

impl Operation for GetShapes {
    type Response = Map<String, Value>;

    const CONTRACT: Contract = Contract::data("getShapes", "GET /shapes2")
        .query(&["component"])
        .fails_with(&["ComponentNotFound"])
        .needs(&[Action::DeploymentDataView]);
}
