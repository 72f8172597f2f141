//! What SQLite complains of, in the words of this project.

use rusqlite::ErrorCode;

use super::{Error, ErrorKind};

/// What the store holds can't be understood.
#[doc(hidden)]
pub fn damaged(cause: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::Io, "the store is damaged, or no store")
        .help("restore the file from a backup, or name another")
        .caused_by(cause)
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        let (kind, message, help) = match error.sqlite_error_code() {
            _ if is_damage(&error) => return damaged(error),
            Some(ErrorCode::DiskFull) => (ErrorKind::Io, "the disk is full", "make room; nothing was changed"),
            Some(ErrorCode::ReadOnly) => (ErrorKind::Io, "the store can't be written", "check the file's permissions"),
            Some(ErrorCode::CannotOpen) => {
                (ErrorKind::Io, "the store can't be opened", "check that its folder is there and can be written")
            }
            Some(ErrorCode::SystemIoFailure) => (ErrorKind::Io, "the store can't be read or written", "check the disk"),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                (ErrorKind::Unavailable, "the store is in use by others for too long", "try again")
            }
            _ => return Self::new(ErrorKind::Internal, "the store refused a statement").caused_by(error),
        };
        Self::new(kind, message).help(help).caused_by(error)
    }
}

/// Whether the file is broken: its structure, a row that others name and that is gone, or a value that is of another kind
/// than it was written as.
fn is_damage(error: &rusqlite::Error) -> bool {
    use rusqlite::Error::{
        FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType, QueryReturnedNoRows, Utf8Error,
    };
    matches!(error.sqlite_error_code(), Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt))
        || error.sqlite_extended_error_code() == Some(rusqlite::ffi::SQLITE_CONSTRAINT_FOREIGNKEY)
        || matches!(
            error,
            FromSqlConversionFailure(..)
                | IntegralValueOutOfRange(..)
                | InvalidColumnType(..)
                | QueryReturnedNoRows
                | Utf8Error(..)
        )
}

#[cfg(test)]
mod tests {
    use rusqlite::ffi;

    use super::*;

    #[test]
    fn each_kind_of_fault_says_what_to_do() {
        for (code, kind, message) in [
            (ffi::SQLITE_FULL, ErrorKind::Io, "the disk is full"),
            (ffi::SQLITE_READONLY, ErrorKind::Io, "the store can't be written"),
            (ffi::SQLITE_CORRUPT, ErrorKind::Io, "the store is damaged, or no store"),
            (ffi::SQLITE_NOTADB, ErrorKind::Io, "the store is damaged, or no store"),
            (ffi::SQLITE_CONSTRAINT_FOREIGNKEY, ErrorKind::Io, "the store is damaged, or no store"),
            (ffi::SQLITE_CANTOPEN, ErrorKind::Io, "the store can't be opened"),
            (ffi::SQLITE_IOERR, ErrorKind::Io, "the store can't be read or written"),
            (ffi::SQLITE_BUSY, ErrorKind::Unavailable, "the store is in use by others for too long"),
            (ffi::SQLITE_MISUSE, ErrorKind::Internal, "the store refused a statement"),
        ] {
            let error = Error::from(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None));
            assert_eq!((error.kind(), error.info().message.as_str()), (kind, message));
            assert_eq!(error.info().help.is_some(), kind != ErrorKind::Internal);
        }
    }
}
