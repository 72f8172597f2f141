//! Between the files that the store keeps in pieces and temporary files of the system.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};

use crate::archive::TempFolder;
use crate::embedded::database::Database;
use crate::embedded::records::file;
use crate::error::{Error, Result};
use crate::model::DeploymentId;

/// How long a piece of a file is that is made here.
const PIECE_LEN: usize = 1 << 20;

/// Copies a file to a temporary one of the system, which can be read anywhere. One piece at a time is in memory.
pub(in crate::embedded) fn spool(database: &Database, id: &str) -> Result<File> {
    let mut spooled = TempFolder::new(None).file()?;
    let mut number = 0;
    while let Some((next, piece)) = database.with_time(false, |tx, _| file::next_piece(tx, id, number))? {
        spooled.write_all(&piece).map_err(|error| unusable(&error))?;
        number = next;
    }
    rewound(spooled.into_inner())
}

/// Keeps a temporary file as one of a deployment, piece by piece.
pub(in crate::embedded) fn keep(database: &Database, deployment: DeploymentId, id: &str, content: File) -> Result<()> {
    let mut content = rewound(content)?;
    database.with_time(true, |tx, now| file::create(tx, deployment, id, now))?;
    let mut piece = Vec::with_capacity(PIECE_LEN);
    for number in 1.. {
        piece.clear();
        Read::by_ref(&mut content).take(PIECE_LEN as u64).read_to_end(&mut piece).map_err(|error| unusable(&error))?;
        if piece.is_empty() {
            break;
        }
        database.with_time(true, |tx, _| file::put(tx, id, number, "", &piece))?;
    }
    Ok(())
}

fn rewound(mut file: File) -> Result<File> {
    file.seek(SeekFrom::Start(0)).map_err(|error| unusable(&error))?;
    Ok(file)
}

fn unusable(error: &std::io::Error) -> Error {
    Error::io("a temporary file can't be used", error)
}
