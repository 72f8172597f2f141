//! Data to stream, and its format.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::api::data_sync::{
    Columns, ComponentSelection, SelectedTables, SelectionState, SyncSelection, TableSelection,
};
use crate::model::open_enum;

/// Data to stream, and its format. Everything by default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct StreamSelection {
    /// Components, tables and columns. If set, `tableName` and `component` are ignored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selection: Option<SyncSelection>,
    /// Only this table, of `component` or of the app.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table_name: Option<String>,
    /// Path of a component.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component: Option<String>,
    /// Format of values. `json` by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<ValueFormat>,
}

impl StreamSelection {
    /// Returns the data to stream as a selection, or `None` for everything.
    #[must_use]
    pub fn into_selection(self) -> Option<SyncSelection> {
        let tables = match (self.selection, self.table_name) {
            (Some(selection), _) => return Some(selection),
            (None, None) => SelectedTables { other: SelectionState::Included, tables: BTreeMap::new() },
            (None, Some(name)) => {
                let all =
                    TableSelection::Columns(Columns { other: SelectionState::Included, columns: BTreeMap::new() });
                let component = self.component.unwrap_or_default();
                return Some(only(
                    component,
                    SelectedTables { other: SelectionState::Excluded, tables: [(name, all)].into() },
                ));
            }
        };
        self.component.map(|component| only(component, tables))
    }
}

/// Selects tables of one component.
fn only(component: String, tables: SelectedTables) -> SyncSelection {
    let components = [(component, ComponentSelection::Tables(tables))].into();
    SyncSelection { other: SelectionState::Excluded, components }
}

open_enum! {
    /// Format of values in JSON.
    pub enum ValueFormat {
        /// Simplest form: an int64 is a string, bytes are base64. The original types are lost.
        Clean = "json",
        /// Form of Convex's clients: `{"$integer": …}`, `{"$bytes": …}`, `{"$float": …}`.
        Encoded = "convex_encoded_json",
        /// Form of exports: `1` is an int64, `1.0` a float64.
        Export = "export_json",
    }
}
