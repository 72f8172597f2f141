//! What a failed statement means to those who ran it.

use rusqlite::ErrorCode;

pub(in crate::embedded) use crate::error::damaged;

/// Whether a statement failed because something of the same name or place is there already.
pub(in crate::embedded) fn is_taken(error: &rusqlite::Error) -> bool {
    let unique = [rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE, rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY];
    error.sqlite_extended_error_code().is_some_and(|code| unique.contains(&code))
}

/// Whether a store that can be read can't be written: others write, or the disk or the file's permissions don't allow it.
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
    fn what_is_taken_is_told_from_what_is_missing() {
        let failure = |code| rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
        assert!(is_taken(&failure(ffi::SQLITE_CONSTRAINT_UNIQUE)));
        assert!(is_taken(&failure(ffi::SQLITE_CONSTRAINT_PRIMARYKEY)));
        assert!(!is_taken(&failure(ffi::SQLITE_CONSTRAINT_FOREIGNKEY)));
    }

    #[test]
    fn what_can_t_be_written_is_told_from_what_is_wrong() {
        let failure = |code| rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
        for code in [ffi::SQLITE_BUSY, ffi::SQLITE_LOCKED, ffi::SQLITE_FULL, ffi::SQLITE_READONLY, ffi::SQLITE_IOERR] {
            assert!(is_unwritable(&failure(code)), "{code}");
        }
        for code in [ffi::SQLITE_CORRUPT, ffi::SQLITE_CONSTRAINT, ffi::SQLITE_ERROR, ffi::SQLITE_NOTADB] {
            assert!(!is_unwritable(&failure(code)), "{code}");
        }
    }
}
