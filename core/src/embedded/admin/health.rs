//! Whether the store is whole.

use super::admin::Admin;
use crate::error::{Error, ErrorKind, Result};

impl Admin<'_> {
    /// Checks that the store is whole: its pages, its indices, and that nothing belongs to what is gone.
    ///
    /// # Errors
    /// `Io` names what is damaged.
    pub fn check_store(&self) -> Result<()> {
        self.runtime.with_time(false, |tx, _| {
            let found: String = tx.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
            if found != "ok" {
                return Err(Error::new(ErrorKind::Io, "the store is damaged").caused_by(found));
            }
            if tx.prepare("PRAGMA foreign_key_check")?.exists([])? {
                return Err(Error::new(ErrorKind::Io, "the store has rows that belong to what is gone"));
            }
            Ok(())
        })
    }
}
