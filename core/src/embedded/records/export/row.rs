//! Stored exports.

use rusqlite::{OptionalExtension, Row, Transaction};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::state::ExportState;
use crate::embedded::context::Context;
use crate::embedded::records;
use crate::embedded::records::document::NS_PER_MS;
use crate::embedded::records::encoded::{encode_numbers, int64};
use crate::embedded::records::file;
use crate::embedded::refusals::{bad_request, not_found};
use crate::error::{Error, ErrorKind, Result};
use crate::model::{CloudBackupId, DeploymentId};
use crate::value::DocumentId;

/// Number of the exports table here. Convex's own number is unknown and makes no difference.
const TABLE: u32 = 32;

/// Default retention of an export: 14 days.
pub(in crate::embedded) const RETENTION_NS: i64 = 14 * 24 * 60 * 60 * 1_000_000_000;

/// Scope of an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::embedded) struct Request {
    /// Includes stored files.
    pub(in crate::embedded) include_storage: bool,
    /// Component to export; all components if absent.
    pub(in crate::embedded) component: Option<String>,
}

/// Requestor of an export, in Convex's form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::embedded) enum Requestor {
    /// A client of the deployment.
    SnapshotExport,
    /// The platform: the export is a backup.
    CloudBackup,
}

impl Requestor {
    pub(in crate::embedded) fn as_str(self) -> &'static str {
        match self {
            Self::SnapshotExport => "snapshotExport",
            Self::CloudBackup => "cloudBackup",
        }
    }
}

/// An export.
#[derive(Clone, Debug)]
pub(in crate::embedded) struct ExportRow {
    pub(in crate::embedded) id: String,
    /// Position among all exports, which is also the number of a backup.
    pub(in crate::embedded) position: CloudBackupId,
    pub(in crate::embedded) deployment: DeploymentId,
    pub(in crate::embedded) file: Option<String>,
    pub(in crate::embedded) requestor: Requestor,
    pub(in crate::embedded) request: Request,
    pub(in crate::embedded) state: ExportState,
    /// Expiration time.
    pub(in crate::embedded) expiration_ts: i64,
    pub(in crate::embedded) create_time: i64,
}

pub(in crate::embedded) const EXPORT: &str =
    "SELECT id, deployment_id, file_id, request, state, expiration_ts, create_time, position, requestor FROM exports";

impl ExportRow {
    pub(in crate::embedded) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            deployment: row.get(1)?,
            file: row.get(2)?,
            request: records::json(row, 3)?,
            state: records::json(row, 4)?,
            expiration_ts: row.get(5)?,
            create_time: row.get(6)?,
            position: row.get(7)?,
            requestor: match row.get_ref(8)?.as_str()? {
                "cloudBackup" => Requestor::CloudBackup,
                _ => Requestor::SnapshotExport,
            },
        })
    }

    /// Finds the export with this ID.
    pub(in crate::embedded) fn by_id(tx: &Transaction<'_>, id: &str) -> Result<Option<Self>> {
        let mut statement = tx.prepare_cached(&format!("{EXPORT} WHERE id = ?1"))?;
        Ok(statement.query_row([id], Self::read).optional()?)
    }

    /// Finds the export of a deployment by its ID or by its snapshot timestamp.
    ///
    /// # Errors
    /// `InvalidInput` with the code `BadSnapshotId`, `NotFound` with the code `ExportNotFound`.
    pub(in crate::embedded) fn of(tx: &Transaction<'_>, deployment: DeploymentId, name: &str) -> Result<Self> {
        let found = match (DocumentId::decode(name), name.parse::<i64>()) {
            (Some(_), _) => Self::by_id(tx, name)?.filter(|export| export.deployment == deployment),
            (None, Ok(start_ts)) => {
                let sql = format!("{EXPORT} WHERE deployment_id = ?1 AND start_ts = ?2 AND is_open = 0");
                let mut statement = tx.prepare_cached(&sql)?;
                statement.query_row((deployment, start_ts), Self::read).optional()?
            }
            (None, Err(_)) => return Err(bad_request("BadSnapshotId", "Snapshot Id did not parse to an ID.")),
        };
        found.ok_or_else(|| not_found("ExportNotFound", "export", name))
    }

    /// Returns the latest export that a client of the deployment requested. Backups don't count.
    pub(in crate::embedded) fn latest(tx: &Transaction<'_>, deployment: DeploymentId) -> Result<Option<Self>> {
        let sql = format!(
            "{EXPORT} WHERE deployment_id = ?1 AND requestor = 'snapshotExport' ORDER BY position DESC LIMIT 1"
        );
        let mut statement = tx.prepare_cached(&sql)?;
        Ok(statement.query_row([deployment], Self::read).optional()?)
    }

    /// Returns Convex's document about the export, in encoded JSON.
    pub(in crate::embedded) fn to_document(&self) -> Result<Value> {
        let mut document = encode_numbers(&self.state)?;
        let own = json!({
            "_id": self.id,
            "_creationTime": self.create_time,
            "component": self.request.component,
            "expiration_ts": int64(self.expiration_ts),
            "format": { "format": "zip", "include_storage": self.request.include_storage },
            "requestor": self.requestor.as_str(),
        });
        if let (Some(document), Value::Object(own)) = (document.as_object_mut(), own) {
            document.extend(own);
        }
        Ok(document)
    }

    /// Checks if an export of a deployment is requested or in progress.
    pub(in crate::embedded) fn is_open(tx: &Transaction<'_>, deployment: DeploymentId) -> Result<bool> {
        let mut statement = tx.prepare_cached("SELECT 1 FROM exports WHERE deployment_id = ?1 AND is_open = 1")?;
        Ok(statement.exists([deployment])?)
    }

    /// Changes the state of the export.
    pub(in crate::embedded) fn set_state(
        &self,
        tx: &Transaction<'_>,
        state: &ExportState,
        file: Option<&str>,
    ) -> Result<()> {
        tx.prepare_cached("UPDATE exports SET state = ?2, is_open = ?3, start_ts = ?4, file_id = ?5 WHERE id = ?1")?
            .execute((&self.id, text(state)?, state.is_open(), state.start_ts(), file))?;
        Ok(())
    }

    /// Deletes the export and its file.
    pub(in crate::embedded) fn remove(&self, tx: &Transaction<'_>) -> Result<()> {
        tx.prepare_cached("DELETE FROM exports WHERE id = ?1")?.execute([&self.id])?;
        self.file.as_ref().map_or(Ok(()), |file| file::remove(tx, file))
    }

    /// Changes the expiration time of the export.
    pub(in crate::embedded) fn set_expiration(&self, tx: &Transaction<'_>, expiration_ts: i64) -> Result<()> {
        tx.prepare_cached("UPDATE exports SET expiration_ts = ?2 WHERE id = ?1")?.execute((&self.id, expiration_ts))?;
        Ok(())
    }

    /// Returns the ID of the export's file.
    pub(in crate::embedded) fn output_file(&self) -> String {
        format!("export-{}", self.id)
    }

    /// Marks the export as failed.
    pub(in crate::embedded) fn fail(&self, tx: &Transaction<'_>, now: i64) -> Result<()> {
        let failed_ts = now.saturating_mul(NS_PER_MS);
        let start_ts = self.state.start_ts().unwrap_or(failed_ts);
        self.set_state(tx, &ExportState::Failed { start_ts, failed_ts }, None)
    }
}

/// A requested export.
pub(in crate::embedded) struct NewExport<'a> {
    pub(in crate::embedded) deployment: DeploymentId,
    pub(in crate::embedded) request: &'a Request,
    pub(in crate::embedded) requestor: Requestor,
    /// Expiration time.
    pub(in crate::embedded) expiration_ts: i64,
    pub(in crate::embedded) now: i64,
}

impl NewExport<'_> {
    /// Inserts the export and returns its ID.
    pub(in crate::embedded) fn insert(&self, tx: &Transaction<'_>, context: &Context) -> Result<String> {
        let id = DocumentId { table: TABLE, internal: context.random.bytes()? }.to_string();
        tx.prepare_cached(
            "INSERT INTO exports (id, deployment_id, request, requestor, state, is_open, expiration_ts, create_time) \
             VALUES (?1, ?2, ?3, ?4, ?5, 1, ?6, ?7)",
        )?
        .execute((
            &id,
            self.deployment,
            text(self.request)?,
            self.requestor.as_str(),
            text(&ExportState::Requested {})?,
            self.expiration_ts,
            self.now,
        ))?;
        Ok(id)
    }
}

/// Deletes the expired exports of a deployment and their files.
pub(in crate::embedded) fn remove_expired(tx: &Transaction<'_>, deployment: DeploymentId, now_ts: i64) -> Result<()> {
    let sql = format!(
        "{EXPORT} WHERE deployment_id = ?1 AND requestor = 'snapshotExport' AND is_open = 0 AND expiration_ts <= ?2"
    );
    let mut statement = tx.prepare_cached(&sql)?;
    let expired: Vec<_> =
        statement.query_map((deployment, now_ts), ExportRow::read)?.collect::<rusqlite::Result<_>>()?;
    expired.iter().try_for_each(|export| export.remove(tx))
}

fn text(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value)
        .map_err(|error| Error::new(ErrorKind::Internal, "cannot serialize the export").caused_by(error))
}
