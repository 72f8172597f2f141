//! Copies between stored files and temporary files.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};

use crate::archive::TempFolder;
use crate::embedded::database::Database;
use crate::embedded::records::file;
use crate::error::{Error, Result};
use crate::model::DeploymentId;

/// Length of a piece of a stored file.
const PIECE_LEN: usize = 1 << 20;

/// Copies a stored file to a temporary file, which supports seeking. Holds one piece in memory at a time.
pub(in crate::embedded) fn spool(database: &Database, id: &str) -> Result<File> {
    let mut spooled = TempFolder::new(None).file()?;
    let mut number = 0;
    while let Some((next, piece)) = database.with_time(false, |tx, _| file::next_piece(tx, id, number))? {
        spooled.write_all(&piece).map_err(|error| temp_file_error(&error))?;
        number = next;
    }
    rewind(spooled.into_inner())
}

/// Copies a temporary file to a stored file of a deployment, piece by piece.
pub(in crate::embedded) fn store(database: &Database, deployment: DeploymentId, id: &str, content: File) -> Result<()> {
    let mut content = rewind(content)?;
    database.with_time(true, |tx, now| file::create(tx, deployment, id, now))?;
    let mut piece = Vec::with_capacity(PIECE_LEN);
    for number in 1.. {
        piece.clear();
        Read::by_ref(&mut content)
            .take(PIECE_LEN as u64)
            .read_to_end(&mut piece)
            .map_err(|error| temp_file_error(&error))?;
        if piece.is_empty() {
            break;
        }
        database.with_time(true, |tx, _| file::put(tx, id, number, "", &piece))?;
    }
    Ok(())
}

fn rewind(mut file: File) -> Result<File> {
    file.seek(SeekFrom::Start(0)).map_err(|error| temp_file_error(&error))?;
    Ok(file)
}

fn temp_file_error(error: &std::io::Error) -> Error {
    Error::io("cannot use a temporary file", error)
}
