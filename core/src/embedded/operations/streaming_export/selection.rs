//! Selection of tables and columns.

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::api::data_sync::{Columns, ComponentSelection, SelectionState, SyncSelection, TableSelection};
use crate::error::{Error, ErrorKind, Result};

/// Column that is always streamed.
const ID: &str = "_id";

/// Returns the selected columns of a table; `None` if the table is not selected.
pub(in crate::embedded::operations) fn columns<'a>(
    selection: Option<&'a SyncSelection>,
    component: &str,
    table: &str,
) -> Option<Option<&'a Columns>> {
    let Some(selection) = selection else { return Some(None) };
    let all = |inclusion: &SelectionState| (*inclusion == SelectionState::Included).then_some(None);
    match selection.components.get(component) {
        None => all(&selection.other),
        Some(ComponentSelection::Excluded(_)) => None,
        Some(ComponentSelection::Tables(tables)) => match tables.tables.get(table) {
            None => all(&tables.other),
            Some(TableSelection::Excluded(_)) => None,
            Some(TableSelection::Columns(columns)) => Some(Some(columns)),
        },
    }
}

/// Removes the unselected fields of a document.
pub(in crate::embedded::operations) fn keep(document: &mut serde_json::Map<String, Value>, columns: Option<&Columns>) {
    let Some(Columns { other, columns }) = columns else { return };
    document.retain(|name, _| name == ID || *columns.get(name).unwrap_or(other) == SelectionState::Included);
}

/// Fingerprints a selection to detect changes.
pub(in crate::embedded::operations) fn fingerprint(selection: Option<&SyncSelection>) -> Result<u64> {
    let text = serde_json::to_vec(&selection)
        .map_err(|error| Error::new(ErrorKind::Internal, "cannot serialize the selection").caused_by(error))?;
    let digest = Sha256::digest(text);
    Ok(digest.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte)))
}
