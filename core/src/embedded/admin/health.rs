//! Integrity checks of the store.

use super::admin::Admin;
use crate::error::{Error, ErrorKind, Result};

impl Admin<'_> {
    /// Checks the integrity of the store: its pages, its indices and the references between rows.
    ///
    /// # Errors
    /// `Io` with the first problem found.
    pub fn check_store(&self) -> Result<()> {
        self.runtime.with_time(false, |tx, _| {
            let found: String = tx.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
            if found != "ok" {
                return Err(Error::new(ErrorKind::Io, "the store is damaged").caused_by(found));
            }
            if tx.prepare("PRAGMA foreign_key_check")?.exists([])? {
                return Err(Error::new(ErrorKind::Io, "the store is damaged: rows refer to missing rows"));
            }
            Ok(())
        })
    }
}
