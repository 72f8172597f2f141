//! Files stored in pieces: uploads for imports, and results of exports.

use rusqlite::{OptionalExtension, Transaction};

use crate::embedded::records::from_sql;
use crate::embedded::store::is_taken;
use crate::error::Result;
use crate::model::DeploymentId;

/// Retention of an unfinished upload: a day (assumed).
const RETENTION_MS: i64 = 24 * 60 * 60 * 1000;

/// Creates a file and deletes old unfinished uploads.
pub(in crate::embedded) fn create(tx: &Transaction<'_>, deployment: DeploymentId, id: &str, now: i64) -> Result<()> {
    tx.prepare_cached(
        "DELETE FROM files WHERE deployment_id = ?1 AND create_time < ?2 \
         AND NOT EXISTS (SELECT 1 FROM imports WHERE file_id = files.id) \
         AND NOT EXISTS (SELECT 1 FROM exports WHERE file_id = files.id)",
    )?
    .execute((deployment, now.saturating_sub(RETENTION_MS)))?;
    tx.prepare_cached("INSERT INTO files (id, deployment_id, create_time) VALUES (?1, ?2, ?3)")?
        .execute((id, deployment, now))?;
    Ok(())
}

/// Checks if a deployment has this file.
pub(in crate::embedded) fn exists(tx: &Transaction<'_>, deployment: DeploymentId, id: &str) -> Result<bool> {
    let mut statement = tx.prepare_cached("SELECT 1 FROM files WHERE id = ?2 AND deployment_id = ?1")?;
    Ok(statement.exists((deployment, id))?)
}

/// Writes a piece at its position, replacing an existing one.
pub(in crate::embedded) fn put(
    tx: &Transaction<'_>,
    file: &str,
    number: u32,
    token: &str,
    content: &[u8],
) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO file_parts (file_id, number, token, content) VALUES (?1, ?2, ?3, ?4) \
         ON CONFLICT (file_id, number) DO UPDATE SET token = ?3, content = ?4",
    )?
    .execute((file, number, token, content))?;
    Ok(())
}

/// Orders the pieces by their tokens and deletes the others; `None` if a token has no piece.
pub(in crate::embedded) fn arrange(tx: &Transaction<'_>, file: &str, tokens: &[String]) -> Result<Option<()>> {
    // Negative numbers first, so that moved pieces don't collide.
    let mut place = tx.prepare_cached("UPDATE file_parts SET number = -?3 WHERE file_id = ?1 AND token = ?2")?;
    for (index, token) in tokens.iter().enumerate() {
        match place.execute((file, token, index as i64 + 1)) {
            Ok(1) => {}
            Err(error) if !is_taken(&error) => return Err(error.into()),
            _ => return Ok(None),
        }
    }
    tx.prepare_cached("DELETE FROM file_parts WHERE file_id = ?1 AND number >= 0")?.execute([file])?;
    tx.prepare_cached("UPDATE file_parts SET number = -number WHERE file_id = ?1")?.execute([file])?;
    // A repeated token moves its piece twice, so fewer pieces remain than tokens.
    let mut count = tx.prepare_cached("SELECT count(*) FROM file_parts WHERE file_id = ?1")?;
    let found: i64 = count.query_row([file], |row| row.get(0))?;
    Ok((found == tokens.len() as i64).then_some(()))
}

/// Deletes a file.
pub(in crate::embedded) fn remove(tx: &Transaction<'_>, id: &str) -> Result<()> {
    tx.prepare_cached("DELETE FROM files WHERE id = ?1")?.execute([id])?;
    Ok(())
}

/// Returns the next piece of a file after `number`, with its number.
pub(in crate::embedded) fn next_piece(tx: &Transaction<'_>, file: &str, number: u32) -> Result<Option<(u32, Vec<u8>)>> {
    let mut statement = tx.prepare_cached(
        "SELECT number, content FROM file_parts WHERE file_id = ?1 AND number > ?2 ORDER BY number LIMIT 1",
    )?;
    Ok(statement.query_row((file, number), |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

/// Returns the length of a file.
pub(in crate::embedded) fn len(tx: &Transaction<'_>, file: &str) -> Result<u64> {
    let mut statement =
        tx.prepare_cached("SELECT coalesce(sum(length(content)), 0) FROM file_parts WHERE file_id = ?1")?;
    Ok(from_sql(statement.query_row([file], |row| row.get(0))?))
}
