//! Progress of imports.

use rusqlite::Transaction;

use super::plan::Key;
use crate::embedded::database::Database;
use crate::embedded::records::document::STORAGE;
use crate::embedded::records::import::{ImportRow, ImportState};
use crate::embedded::workers::wording::{in_component, with_commas};
use crate::error::{Error, ErrorKind, Result};

/// Finds the import if it is in progress.
pub(super) fn in_progress(tx: &Transaction<'_>, id: &str) -> Result<Option<ImportRow>> {
    Ok(ImportRow::by_id(tx, id)?.filter(|import| matches!(import.state, ImportState::InProgress { .. })))
}

/// Finds the import, which must still be in progress.
pub(super) fn check_in_progress(tx: &Transaction<'_>, id: &str) -> Result<ImportRow> {
    in_progress(tx, id)?.ok_or_else(|| Error::new(ErrorKind::Cancelled, "the import was canceled"))
}

/// Progress of an import, in Convex's own wording.
pub(super) enum Progress<'a> {
    Skipped(&'a Key),
    Started(&'a Key),
    Loading(&'a Key, u64),
    LoadResult(&'a Key, u64),
    /// Number of stored files loaded so far, and in total.
    Storing(u64, u64),
    Stored(&'a Key, u64),
}

impl Progress<'_> {
    /// Returns the text, and true if it remains as a checkpoint.
    fn text(&self) -> (String, bool) {
        match self {
            Self::Skipped((component, name)) => {
                (format!("Skipped \"{name}\"{}, which is not kept here", in_component(component)), true)
            }
            Self::Started((component, name)) => (format!("Importing \"{name}\"{}", in_component(component)), false),
            Self::Loading((_, name), documents) => {
                (format!("Importing \"{name}\" ({} documents)", with_commas(*documents)), false)
            }
            Self::LoadResult((component, name), documents) => {
                let (place, documents) = (in_component(component), with_commas(*documents));
                (format!("Imported \"{name}\"{place} ({documents} documents)"), true)
            }
            Self::Storing(files, all) => {
                (format!("Importing \"{STORAGE}\" ({}/{} files)", with_commas(*files), with_commas(*all)), false)
            }
            Self::Stored((component, name), files) => {
                (format!("Imported \"{name}\"{} ({} files)", in_component(component), with_commas(*files)), true)
            }
        }
    }
}

/// Reports progress and fails if the import is no longer in progress.
pub(super) fn report(database: &Database, import: &ImportRow, progress: &Progress<'_>) -> Result<()> {
    database.with_time(true, |tx, _| {
        let import = check_in_progress(tx, &import.id)?;
        let ImportState::InProgress { mut checkpoint_messages, .. } = import.state.clone() else { return Ok(()) };
        let (progress_message, stays) = progress.text();
        if stays {
            checkpoint_messages.push(progress_message.clone());
        }
        import.set_state(tx, &ImportState::InProgress { progress_message, checkpoint_messages })
    })
}

/// Returns the error message that users see.
pub(super) fn explain(error: &Error) -> String {
    let message = if error.code().is_some() { error.info().message.clone() } else { error.to_string() };
    format!("Hit an error while importing:\n{message}")
}
