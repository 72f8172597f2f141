//! Stored files by the UUID in their URL.

use rusqlite::{OptionalExtension, Transaction};
use serde::Deserialize;

use crate::embedded::store::damaged;
use crate::error::Result;
use crate::model::DeploymentId;

/// A stored file.
pub(in crate::embedded) struct ServedFile {
    pub(in crate::embedded) table: i64,
    pub(in crate::embedded) id: Vec<u8>,
    pub(in crate::embedded) metadata: Metadata,
}

/// Metadata of a stored file, as far as its download needs it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::embedded) struct Metadata {
    /// SHA-256 of the content, in base64.
    pub(in crate::embedded) sha256: String,
    pub(in crate::embedded) content_type: Option<String>,
}

/// Sets the UUID of a stored file of a table.
pub(in crate::embedded) fn put_uuid(tx: &Transaction<'_>, table: i64, uuid: &str, id: &[u8]) -> Result<()> {
    tx.prepare_cached("INSERT OR IGNORE INTO stored_uuids (uuid, table_id, id) VALUES (?1, ?2, ?3)")?
        .execute((uuid, table, id))?;
    Ok(())
}

/// Finds the stored file of a deployment with this UUID, in any component.
pub(in crate::embedded) fn by_uuid(
    tx: &Transaction<'_>,
    deployment: DeploymentId,
    uuid: &str,
) -> Result<Option<ServedFile>> {
    let mut statement = tx.prepare_cached(
        "SELECT u.table_id, u.id, d.document FROM stored_uuids AS u \
         JOIN data_tables AS t ON t.id = u.table_id AND t.deployment_id = ?1 AND t.state = 'active' \
         JOIN documents AS d ON d.table_id = u.table_id AND d.id = u.id WHERE u.uuid = ?2 LIMIT 1",
    )?;
    let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?));
    let Some((table, id, document)) = statement.query_row((deployment, uuid), row).optional()? else { return Ok(None) };
    let metadata = serde_json::from_str(&document).map_err(|error| damaged(format_args!("a stored file: {error}")))?;
    Ok(Some(ServedFile { table, id, metadata }))
}

/// Returns the length of a stored file.
pub(in crate::embedded) fn stored_len(tx: &Transaction<'_>, table: i64, id: &[u8]) -> Result<u64> {
    let sql = "SELECT coalesce(sum(length(content)), 0) FROM stored_pieces WHERE table_id = ?1 AND id = ?2";
    let len: i64 = tx.prepare_cached(sql)?.query_row((table, id), |row| row.get(0))?;
    Ok(u64::try_from(len).unwrap_or_default())
}
