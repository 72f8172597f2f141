//! `getTableColumnNames`

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Operation};
use crate::model::Action;

/// Lists the tables with the fields of their documents. Requires the Professional plan or above.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct GetTableColumnNames {}

impl Operation for GetTableColumnNames {
    type Response = TableColumnNames;

    const CONTRACT: Contract =
        Contract::data("getTableColumnNames", "GET /get_table_column_names").needs(&[Action::DeploymentDataView]);
}

/// Tables with the fields of their documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct TableColumnNames {
    /// Tables by component path. The empty path is the app.
    pub by_component: BTreeMap<String, Vec<TableColumns>>,
}

/// A table with the fields of its documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TableColumns {
    /// Name of the table.
    pub name: String,
    /// Fields that occur in any document, sorted by name.
    pub columns: Vec<String>,
}
