//! Conversion of SQLite errors.

use rusqlite::ErrorCode;

use crate::error::{Error, ErrorKind};

/// Creates the error for a damaged store.
pub fn damaged(cause: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::Io, "invalid or damaged store")
        .help("restore the file from a backup, or use another file")
        .caused_by(cause)
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        let (kind, message, help) = match error.sqlite_error_code() {
            _ if is_damage(&error) => return damaged(error),
            Some(ErrorCode::DiskFull) => {
                (ErrorKind::Io, "cannot write the store: disk full", "free disk space; nothing was changed")
            }
            Some(ErrorCode::ReadOnly) => (ErrorKind::Io, "cannot write the store", "check the file's permissions"),
            Some(ErrorCode::CannotOpen) => {
                (ErrorKind::Io, "cannot open the store", "check that its folder exists and is writable")
            }
            Some(ErrorCode::SystemIoFailure) => (ErrorKind::Io, "cannot read or write the store", "check the disk"),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                (ErrorKind::Unavailable, "timed out waiting for the locked store", "try again")
            }
            _ => {
                return Self::new(ErrorKind::Internal, "cannot execute a statement on the store")
                    .caused_by(cause(&error));
            }
        };
        Self::new(kind, message).help(help).caused_by(cause(&error))
    }
}

/// Describes an error without the SQL of its statement.
fn cause(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::SqlInputError { msg, .. } => msg.clone(),
        other => other.to_string(),
    }
}

/// Returns `true` for errors that indicate a damaged file: a corrupt structure, a dangling reference, or a value of an
/// unexpected type.
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
    fn sqlite_errors_have_kind_message_and_help() {
        for (code, kind, message) in [
            (ffi::SQLITE_FULL, ErrorKind::Io, "cannot write the store: disk full"),
            (ffi::SQLITE_READONLY, ErrorKind::Io, "cannot write the store"),
            (ffi::SQLITE_CORRUPT, ErrorKind::Io, "invalid or damaged store"),
            (ffi::SQLITE_NOTADB, ErrorKind::Io, "invalid or damaged store"),
            (ffi::SQLITE_CONSTRAINT_FOREIGNKEY, ErrorKind::Io, "invalid or damaged store"),
            (ffi::SQLITE_CANTOPEN, ErrorKind::Io, "cannot open the store"),
            (ffi::SQLITE_IOERR, ErrorKind::Io, "cannot read or write the store"),
            (ffi::SQLITE_BUSY, ErrorKind::Unavailable, "timed out waiting for the locked store"),
            (ffi::SQLITE_MISUSE, ErrorKind::Internal, "cannot execute a statement on the store"),
        ] {
            let error = Error::from(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None));
            assert_eq!((error.kind(), error.info().message.as_str()), (kind, message));
            assert_eq!(error.info().help.is_some(), kind != ErrorKind::Internal);
        }
    }
}
