//! How far an import is, as people are told.

use rusqlite::Transaction;

use super::plan::Key;
use crate::embedded::database::Database;
use crate::embedded::records::document::STORAGE;
use crate::embedded::records::import::{ImportRow, ImportState};
use crate::embedded::workers::wording::{in_component, with_commas};
use crate::error::{Error, ErrorKind, Result};

/// The import, where it is being done.
pub(super) fn in_progress(tx: &Transaction<'_>, id: &str) -> Result<Option<ImportRow>> {
    Ok(ImportRow::by_id(tx, id)?.filter(|import| matches!(import.state, ImportState::InProgress { .. })))
}

/// The import, which must still be under way.
pub(super) fn check_in_progress(tx: &Transaction<'_>, id: &str) -> Result<ImportRow> {
    in_progress(tx, id)?.ok_or_else(|| Error::new(ErrorKind::Cancelled, "the import was canceled"))
}

/// How far an import is, in Convex's own words.
pub(super) enum Progress<'a> {
    PassedOver(&'a Key),
    Begun(&'a Key),
    Underway(&'a Key, u64),
    Filled(&'a Key, u64),
    /// How many stored files there are already, and how many come.
    Storing(u64, u64),
    Stored(&'a Key, u64),
}

impl Progress<'_> {
    /// The text, and whether it stays.
    fn text(&self) -> (String, bool) {
        match self {
            Self::PassedOver((component, name)) => {
                (format!("Skipped \"{name}\"{}, which is not kept here", in_component(component)), true)
            }
            Self::Begun((component, name)) => (format!("Importing \"{name}\"{}", in_component(component)), false),
            Self::Underway((_, name), documents) => {
                (format!("Importing \"{name}\" ({} documents)", with_commas(*documents)), false)
            }
            Self::Filled((component, name), documents) => {
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

/// Tells how far the import is, and goes on only where it is still to be done.
pub(super) fn tell(database: &Database, import: &ImportRow, progress: &Progress<'_>) -> Result<()> {
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

/// What people are told of an error in an import.
pub(super) fn explain(error: &Error) -> String {
    let message = if error.code().is_some() { error.info().message.clone() } else { error.to_string() };
    format!("Hit an error while importing:\n{message}")
}
