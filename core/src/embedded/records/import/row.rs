//! An import as the store keeps it.

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

/// The number that the table of imports has here. Which one it has in Convex is not known, and matters to nobody.
const TABLE: u32 = 31;

/// What is imported, and how: names were found to be names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::embedded) struct Request {
    pub(in crate::embedded) format: ImportFormat,
    /// Where the file holds but one table.
    pub(in crate::embedded) table: Option<String>,
    pub(in crate::embedded) component: String,
    pub(in crate::embedded) mode: ImportMode,
    /// Whether stored files that are there stay, whatever the mode.
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
    /// The backup that is restored, where one is.
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

    /// The import with an id.
    pub(in crate::embedded) fn by_id(tx: &Transaction<'_>, id: &str) -> Result<Option<Self>> {
        let mut statement = tx.prepare_cached(&format!("{IMPORT} WHERE id = ?1"))?;
        Ok(statement.query_row([id], Self::read).optional()?)
    }

    /// The import of a deployment with an id.
    ///
    /// # Errors
    /// `InvalidInput` with the code `InvalidImport` where it is no id, `NotFound` with the code `ImportNotFound`.
    pub(in crate::embedded) fn of(tx: &Transaction<'_>, deployment: DeploymentId, id: &str) -> Result<Self> {
        if DocumentId::decode(id).is_none() {
            let id: String = id.chars().take(80).collect();
            return Err(bad_request("InvalidImport", format!("invalid import id {id}")));
        }
        let found = Self::by_id(tx, id)?.filter(|import| import.deployment == deployment);
        found.ok_or_else(|| not_found("ImportNotFound", "import", id))
    }

    /// The imports of a deployment that were begun last, the newest first.
    pub(in crate::embedded) fn newest(tx: &Transaction<'_>, deployment: DeploymentId, count: u32) -> Result<Vec<Self>> {
        let sql = format!("{IMPORT} WHERE deployment_id = ?1 ORDER BY position DESC LIMIT ?2");
        let mut statement = tx.prepare_cached(&sql)?;
        Ok(statement.query_map((deployment, count), Self::read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// The document that Convex keeps of it, in encoded JSON.
    pub(in crate::embedded) fn to_document(&self) -> Result<Value> {
        let Request { format, table, component, mode, .. } = &self.request;
        // Convex stores other names than it takes.
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

    /// Who asked for it, with the number of the backup as `number` writes it.
    pub(in crate::embedded) fn requestor(&self, number: impl FnOnce(CloudBackupId) -> Value) -> Value {
        match self.backup {
            Some(backup) => json!({ "type": "cloudRestore", "sourceCloudBackupId": number(backup) }),
            None => json!({ "type": "snapshotImport" }),
        }
    }

    /// Changes how far the import is. One that is at its end needs its file no more.
    pub(in crate::embedded) fn set_state(&self, tx: &Transaction<'_>, state: &ImportState) -> Result<()> {
        tx.prepare_cached("UPDATE imports SET state = ?2, is_open = ?3 WHERE id = ?1")?.execute((
            &self.id,
            text(state)?,
            state.is_open(),
        ))?;
        match (state, &self.file) {
            // A restore's file is the backup's.
            (ImportState::Completed { .. } | ImportState::Failed { .. }, Some(file)) if self.backup.is_none() => {
                file::remove(tx, file)
            }
            _ => Ok(()),
        }
    }

    /// Notes that the import was not done, and why.
    pub(in crate::embedded) fn fail(&self, tx: &Transaction<'_>, error_message: String) -> Result<()> {
        self.set_state(tx, &ImportState::Failed { error_message })
    }
}

/// An import that is begun.
pub(in crate::embedded) struct NewImport<'a> {
    pub(in crate::embedded) deployment: DeploymentId,
    pub(in crate::embedded) file: &'a str,
    pub(in crate::embedded) member: Option<MemberId>,
    pub(in crate::embedded) request: &'a Request,
    pub(in crate::embedded) state: ImportState,
    /// The backup that is restored, where one is.
    pub(in crate::embedded) backup: Option<CloudBackupId>,
}

impl NewImport<'_> {
    /// Puts it into the store, and gives its id.
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
        .map_err(|error| Error::new(ErrorKind::Internal, "an import can't be written").caused_by(error))
}
