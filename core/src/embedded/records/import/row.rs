//! Stored imports.

use rusqlite::{OptionalExtension, Row, Transaction};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::state::ImportState;
use crate::api::imports::{ImportFormat, ImportMode};
use crate::embedded::context::Context;
use crate::embedded::records::encoded::{encode_numbers, int64};
use crate::embedded::records::file;
use crate::embedded::records::{self, to_sql};
use crate::embedded::refusals::{bad_request, not_found};
use crate::error::{Error, ErrorKind, Result};
use crate::model::{CloudBackupId, DeploymentId, MemberId};
use crate::value::DocumentId;

/// Number of the imports table here. Convex's own number is unknown and makes no difference.
const TABLE: u32 = 31;

/// Scope and mode of an import. Names were validated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::embedded) struct Request {
    pub(in crate::embedded) format: ImportFormat,
    /// Table to import into, if the file contains only one.
    pub(in crate::embedded) table: Option<String>,
    pub(in crate::embedded) component: String,
    pub(in crate::embedded) mode: ImportMode,
    /// Keeps existing stored files regardless of the mode.
    #[serde(default)]
    pub(in crate::embedded) keeps_files: bool,
}

/// An import.
#[derive(Clone, Debug)]
pub(in crate::embedded) struct ImportRow {
    pub(in crate::embedded) id: String,
    pub(in crate::embedded) deployment: DeploymentId,
    pub(in crate::embedded) file: Option<String>,
    pub(in crate::embedded) member: Option<MemberId>,
    pub(in crate::embedded) request: Request,
    pub(in crate::embedded) state: ImportState,
    /// Backup to restore, if the import is a restore.
    backup: Option<CloudBackupId>,
    create_time: i64,
}

const IMPORT: &str =
    "SELECT id, deployment_id, file_id, member_id, request, state, create_time, backup_id FROM imports";

impl ImportRow {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            deployment: row.get(1)?,
            file: row.get(2)?,
            member: row.get(3)?,
            request: records::json(row, 4)?,
            state: records::json(row, 5)?,
            create_time: row.get(6)?,
            backup: row.get(7)?,
        })
    }

    /// Finds the import with this ID.
    pub(in crate::embedded) fn by_id(tx: &Transaction<'_>, id: &str) -> Result<Option<Self>> {
        let mut statement = tx.prepare_cached(&format!("{IMPORT} WHERE id = ?1"))?;
        Ok(statement.query_row([id], Self::read).optional()?)
    }

    /// Finds the import of a deployment with this ID.
    ///
    /// # Errors
    /// `InvalidInput` with the code `InvalidImport` if the ID is malformed, `NotFound` with the code `ImportNotFound`.
    pub(in crate::embedded) fn of(tx: &Transaction<'_>, deployment: DeploymentId, id: &str) -> Result<Self> {
        if DocumentId::decode(id).is_none() {
            let id: String = id.chars().take(80).collect();
            return Err(bad_request("InvalidImport", format!("invalid import id {id}")));
        }
        let found = Self::by_id(tx, id)?.filter(|import| import.deployment == deployment);
        found.ok_or_else(|| not_found("ImportNotFound", "import", id))
    }

    /// Returns the latest imports of a deployment, newest first.
    pub(in crate::embedded) fn newest(tx: &Transaction<'_>, deployment: DeploymentId, count: u32) -> Result<Vec<Self>> {
        let sql = format!("{IMPORT} WHERE deployment_id = ?1 ORDER BY position DESC LIMIT ?2");
        let mut statement = tx.prepare_cached(&sql)?;
        Ok(statement.query_map((deployment, count), Self::read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns Convex's document about the import, in encoded JSON.
    pub(in crate::embedded) fn to_document(&self) -> Result<Value> {
        let Request { format, table, component, mode, .. } = &self.request;
        // Convex stores other names than its API accepts.
        let format = match format {
            ImportFormat::Csv => "csv",
            ImportFormat::JsonLines => "jsonl",
            ImportFormat::JsonArray => "json_array",
            ImportFormat::Zip => "zip",
        };
        let format = table
            .as_ref()
            .map_or_else(|| json!({ "format": format }), |table| json!({ "format": format, "table": table }));
        Ok(json!({
            "_id": self.id,
            "_creationTime": self.create_time,
            "state": encode_numbers(&self.state)?,
            "format": format,
            "mode": mode,
            "component_path": component,
            "member_id": self.member.map(|id| int64(to_sql(id.0))),
            "requestor": self.requestor(|backup| int64(to_sql(backup.0))),
        }))
    }

    /// Returns the requestor of the import. `number` encodes the number of a backup.
    pub(in crate::embedded) fn requestor(&self, number: impl FnOnce(CloudBackupId) -> Value) -> Value {
        match self.backup {
            Some(backup) => json!({ "type": "cloudRestore", "sourceCloudBackupId": number(backup) }),
            None => json!({ "type": "snapshotImport" }),
        }
    }

    /// Changes the state of the import. A completed import no longer needs its file.
    pub(in crate::embedded) fn set_state(&self, tx: &Transaction<'_>, state: &ImportState) -> Result<()> {
        tx.prepare_cached("UPDATE imports SET state = ?2, is_open = ?3 WHERE id = ?1")?.execute((
            &self.id,
            text(state)?,
            state.is_open(),
        ))?;
        if matches!(state, ImportState::Completed { .. }) { self.remove_file(tx) } else { Ok(()) }
    }

    /// Deletes the file of a finished import. A restore shares the backup's file, which is kept.
    pub(in crate::embedded) fn remove_file(&self, tx: &Transaction<'_>) -> Result<()> {
        self.file.as_ref().filter(|_| self.backup.is_none()).map_or(Ok(()), |file| file::remove(tx, file))
    }

    /// Marks the import as failed. Its file is deleted afterwards: that may need more space than a full disk has.
    pub(in crate::embedded) fn fail(&self, tx: &Transaction<'_>, error_message: String) -> Result<()> {
        self.set_state(tx, &ImportState::Failed { error_message })
    }
}

/// An import to be started.
pub(in crate::embedded) struct NewImport<'a> {
    pub(in crate::embedded) deployment: DeploymentId,
    pub(in crate::embedded) file: &'a str,
    pub(in crate::embedded) member: Option<MemberId>,
    pub(in crate::embedded) request: &'a Request,
    pub(in crate::embedded) state: ImportState,
    /// Backup to restore, if the import is a restore.
    pub(in crate::embedded) backup: Option<CloudBackupId>,
}

impl NewImport<'_> {
    /// Inserts the import and returns its ID.
    pub(in crate::embedded) fn insert(&self, tx: &Transaction<'_>, context: &Context, now: i64) -> Result<String> {
        let id = DocumentId { table: TABLE, internal: context.random.bytes()? }.to_string();
        tx.prepare_cached(
            "INSERT INTO imports (id, deployment_id, file_id, member_id, request, state, is_open, create_time, backup_id) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute((
            &id,
            self.deployment,
            self.file,
            self.member,
            text(self.request)?,
            text(&self.state)?,
            self.state.is_open(),
            now,
            self.backup,
        ))?;
        Ok(id)
    }
}

fn text(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value)
        .map_err(|error| Error::new(ErrorKind::Internal, "cannot serialize the import").caused_by(error))
}
