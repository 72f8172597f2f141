//! What is streamed, and how it is written.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::api::data_sync::{Columns, ComponentSelection, Inclusion, Selection, TableSelection, Tables};
use crate::model::open_enum;

/// What is streamed, and how it is written. By default everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Streamed {
    /// The components, tables and columns. Where it is given, `tableName` and `component` are passed over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selection: Option<Selection>,
    /// One table alone: of `component`, or of the app itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table_name: Option<String>,
    /// The path of a component.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component: Option<String>,
    /// How values are written; by default as `json`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<ValueFormat>,
}

impl Streamed {
    /// What is streamed, as a selection; `None` for everything.
    #[must_use]
    pub fn into_selection(self) -> Option<Selection> {
        let tables = match (self.selection, self.table_name) {
            (Some(selection), _) => return Some(selection),
            (None, None) => Tables { other: Inclusion::Included, tables: BTreeMap::new() },
            (None, Some(name)) => {
                let all = TableSelection::Columns(Columns { other: Inclusion::Included, columns: BTreeMap::new() });
                let component = self.component.unwrap_or_default();
                return Some(only(component, Tables { other: Inclusion::Excluded, tables: [(name, all)].into() }));
            }
        };
        self.component.map(|component| only(component, tables))
    }
}

/// Tables of one component.
fn only(component: String, tables: Tables) -> Selection {
    let components = [(component, ComponentSelection::Tables(tables))].into();
    Selection { other: Inclusion::Excluded, components }
}

open_enum! {
    /// How values are written as JSON.
    pub enum ValueFormat {
        /// The simplest: an int64 is a text, bytes are base64. What a text stood for is lost.
        Clean = "json",
        /// As Convex's clients send it: `{"$integer": …}`, `{"$bytes": …}`, `{"$float": …}`.
        Encoded = "convex_encoded_json",
        /// As exports have it: `1` is an int64, `1.0` a float64.
        Export = "export_json",
    }
}
