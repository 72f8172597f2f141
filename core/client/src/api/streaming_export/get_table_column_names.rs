//! `getTableColumnNames`

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Operation};
use crate::model::Action;

/// Lists the tables with the fields that their documents have. On the plan Professional and above.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
pub struct GetTableColumnNames {}

impl Operation for GetTableColumnNames {
    type Response = TableColumnNames;

    const CONTRACT: Contract =
        Contract::data("getTableColumnNames", "GET /get_table_column_names").needs(&[Action::DeploymentDataView]);
}

/// The tables with the fields that their documents have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TableColumnNames {
    /// By the paths of components; the empty one is the app itself.
    pub by_component: BTreeMap<String, Vec<TableColumns>>,
}

/// A table with the fields that its documents have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
pub struct TableColumns {
    /// The table.
    pub name: String,
    /// The fields that some document has, in name order.
    pub columns: Vec<String>,
}
