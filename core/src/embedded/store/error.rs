//! Interpretation of SQLite errors.

use rusqlite::ErrorCode;

pub(in crate::embedded) use crate::sqlite::damaged;

/// Checks if a statement violated a uniqueness constraint.
pub(in crate::embedded) fn is_taken(error: &rusqlite::Error) -> bool {
    let unique = [rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE, rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY];
    error.sqlite_extended_error_code().is_some_and(|code| unique.contains(&code))
}

/// Checks if a readable store cannot be written: it is busy, the disk is full, or the file is read-only.
pub(super) fn is_unwritable(error: &rusqlite::Error) -> bool {
    use ErrorCode::{CannotOpen, DatabaseBusy, DatabaseLocked, DiskFull, ReadOnly, SystemIoFailure};
    let codes = [DatabaseBusy, DatabaseLocked, DiskFull, ReadOnly, CannotOpen, SystemIoFailure];
    error.sqlite_error_code().is_some_and(|code| codes.contains(&code))
}

#[cfg(test)]
mod tests {
    use rusqlite::ffi;

    use super::*;

    #[test]
    fn uniqueness_error_differs_from_missing_reference() {
        let failure = |code| rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
        assert!(is_taken(&failure(ffi::SQLITE_CONSTRAINT_UNIQUE)));
        assert!(is_taken(&failure(ffi::SQLITE_CONSTRAINT_PRIMARYKEY)));
        assert!(!is_taken(&failure(ffi::SQLITE_CONSTRAINT_FOREIGNKEY)));
    }

    #[test]
    fn unwritable_store_differs_from_bad_statement() {
        let failure = |code| rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
        for code in [ffi::SQLITE_BUSY, ffi::SQLITE_LOCKED, ffi::SQLITE_FULL, ffi::SQLITE_READONLY, ffi::SQLITE_IOERR] {
            assert!(is_unwritable(&failure(code)), "{code}");
        }
        for code in [ffi::SQLITE_CORRUPT, ffi::SQLITE_CONSTRAINT, ffi::SQLITE_ERROR, ffi::SQLITE_NOTADB] {
            assert!(!is_unwritable(&failure(code)), "{code}");
        }
    }
}
