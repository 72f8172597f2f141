//! An export as the store keeps it.

use rusqlite::{OptionalExtension, Row, Transaction};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::state::ExportState;
use crate::embedded::context::Context;
use crate::embedded::files;
use crate::embedded::jobs::Job;
use crate::embedded::queries::{int64, numbers_encoded};
use crate::embedded::refusals::{bad_request, not_found};
use crate::embedded::rows::{self, from_sql, to_sql};
use crate::error::{Error, ErrorKind, Result};
use crate::value::DocumentId;

/// The number that the table of exports has here. Which one it has in Convex is not known, and matters to nobody.
const TABLE: u32 = 32;

/// How long an export is kept where nobody says otherwise: 14 days.
const KEPT_NS: i64 = 14 * 24 * 60 * 60 * 1_000_000_000;

/// What is exported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::embedded) struct Request {
    /// Whether stored files are.
    pub(in crate::embedded) include_storage: bool,
    /// The component; all of them where there is none.
    pub(in crate::embedded) component: Option<String>,
}

/// An export.
#[derive(Clone, Debug)]
pub(in crate::embedded) struct ExportRow {
    pub(in crate::embedded) id: String,
    pub(in crate::embedded) deployment: u64,
    pub(super) file: Option<String>,
    pub(in crate::embedded) request: Request,
    pub(in crate::embedded) state: ExportState,
    /// Until when it is kept.
    pub(in crate::embedded) expiration_ts: i64,
    create_time: i64,
}

const EXPORT: &str = "SELECT id, deployment_id, file_id, request, state, expiration_ts, create_time FROM exports";

impl ExportRow {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            deployment: from_sql(row.get(1)?),
            file: row.get(2)?,
            request: rows::json(row, 3)?,
            state: rows::json(row, 4)?,
            expiration_ts: row.get(5)?,
            create_time: row.get(6)?,
        })
    }

    /// The export with an id.
    pub(super) fn by_id(tx: &Transaction<'_>, id: &str) -> Result<Option<Self>> {
        let mut statement = tx.prepare_cached(&format!("{EXPORT} WHERE id = ?1"))?;
        Ok(statement.query_row([id], Self::read).optional()?)
    }

    /// The export of a deployment that is named by its id, or by the moment that it shows.
    ///
    /// # Errors
    /// `InvalidInput` with the code `BadSnapshotId`, `NotFound` with the code `ExportNotFound`.
    pub(super) fn of(tx: &Transaction<'_>, deployment: u64, name: &str) -> Result<Self> {
        let found = match (DocumentId::decode(name), name.parse::<i64>()) {
            (Some(_), _) => Self::by_id(tx, name)?.filter(|export| export.deployment == deployment),
            (None, Ok(start_ts)) => {
                let sql = format!("{EXPORT} WHERE deployment_id = ?1 AND start_ts = ?2 AND is_open = 0");
                let mut statement = tx.prepare_cached(&sql)?;
                statement.query_row((to_sql(deployment), start_ts), Self::read).optional()?
            }
            (None, Err(_)) => return Err(bad_request("BadSnapshotId", "Snapshot Id did not parse to an ID.")),
        };
        found.ok_or_else(|| not_found("ExportNotFound", "export", name))
    }

    /// The export of a deployment that was asked for last.
    pub(in crate::embedded) fn latest(tx: &Transaction<'_>, deployment: u64) -> Result<Option<Self>> {
        let sql = format!("{EXPORT} WHERE deployment_id = ?1 ORDER BY position DESC LIMIT 1");
        let mut statement = tx.prepare_cached(&sql)?;
        Ok(statement.query_row([to_sql(deployment)], Self::read).optional()?)
    }

    /// The document that Convex keeps of it, in encoded JSON.
    pub(in crate::embedded) fn described(&self) -> Result<Value> {
        let mut document = numbers_encoded(&self.state)?;
        let own = json!({
            "_id": self.id,
            "_creationTime": self.create_time,
            "component": self.request.component,
            "expiration_ts": int64(self.expiration_ts),
            "format": { "format": "zip", "include_storage": self.request.include_storage },
            "requestor": "snapshotExport",
        });
        if let (Some(document), Value::Object(own)) = (document.as_object_mut(), own) {
            document.extend(own);
        }
        Ok(document)
    }

    /// Whether an export of a deployment is asked for, or being made.
    pub(super) fn is_open(tx: &Transaction<'_>, deployment: u64) -> Result<bool> {
        let mut statement = tx.prepare_cached("SELECT 1 FROM exports WHERE deployment_id = ?1 AND is_open = 1")?;
        Ok(statement.exists([to_sql(deployment)])?)
    }

    /// Puts an export into the store, and gives its id.
    pub(super) fn insert(
        tx: &Transaction<'_>,
        context: &Context,
        deployment: u64,
        request: &Request,
        (now, now_ts): (i64, i64),
    ) -> Result<String> {
        let id = DocumentId { table: TABLE, internal: context.random.bytes()? }.to_string();
        tx.prepare_cached(
            "INSERT INTO exports (id, deployment_id, request, state, is_open, expiration_ts, create_time) \
             VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6)",
        )?
        .execute((
            &id,
            to_sql(deployment),
            text(request)?,
            text(&ExportState::Requested {})?,
            now_ts.saturating_add(KEPT_NS),
            now,
        ))?;
        Ok(id)
    }

    /// Changes how far the export is.
    pub(super) fn set_state(&self, tx: &Transaction<'_>, state: &ExportState, file: Option<&str>) -> Result<()> {
        tx.prepare_cached("UPDATE exports SET state = ?2, is_open = ?3, start_ts = ?4, file_id = ?5 WHERE id = ?1")?
            .execute((&self.id, text(state)?, state.is_open(), state.start_ts(), file))?;
        Ok(())
    }

    /// Changes until when the export is kept.
    pub(super) fn set_expiration(&self, tx: &Transaction<'_>, expiration_ts: i64) -> Result<()> {
        tx.prepare_cached("UPDATE exports SET expiration_ts = ?2 WHERE id = ?1")?.execute((&self.id, expiration_ts))?;
        Ok(())
    }
}

/// Removes the exports of a deployment that have expired, with their files.
pub(super) fn remove_expired(tx: &Transaction<'_>, deployment: u64, now_ts: i64) -> Result<()> {
    let expired: Vec<(String, Option<String>)> = tx
        .prepare_cached(
            "SELECT id, file_id FROM exports WHERE deployment_id = ?1 AND is_open = 0 AND expiration_ts <= ?2",
        )?
        .query_map((to_sql(deployment), now_ts), |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (id, file) in expired {
        tx.prepare_cached("DELETE FROM exports WHERE id = ?1")?.execute([id])?;
        file.map(|file| files::remove(tx, &file)).transpose()?;
    }
    Ok(())
}

/// Whether somebody works on an export, or did when they were killed.
pub(in crate::embedded) fn is_any_open(tx: &Transaction<'_>) -> Result<bool> {
    Ok(tx.prepare_cached("SELECT 1 FROM exports WHERE is_open = 1 LIMIT 1")?.exists([])?)
}

/// The work that is to be done for exports, in the order in which they were asked for.
pub(in crate::embedded) fn open(tx: &Transaction<'_>) -> Result<Vec<Job>> {
    Ok(open_ids(tx)?.into_iter().map(Job::Export).collect())
}

fn open_ids(tx: &Transaction<'_>) -> Result<Vec<String>> {
    let mut statement = tx.prepare_cached("SELECT id FROM exports WHERE is_open = 1 ORDER BY position")?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Ends the exports that nobody works on.
pub(in crate::embedded) fn end_left(tx: &Transaction<'_>, now: i64) -> Result<()> {
    for id in open_ids(tx)? {
        if let Some(export) = ExportRow::by_id(tx, &id)? {
            export.fail(tx, now)?;
        }
    }
    Ok(())
}

impl ExportRow {
    /// Notes that the export was not made.
    pub(super) fn fail(&self, tx: &Transaction<'_>, now: i64) -> Result<()> {
        let failed_ts = now.saturating_mul(1_000_000);
        let start_ts = self.state.start_ts().unwrap_or(failed_ts);
        self.set_state(tx, &ExportState::Failed { start_ts, failed_ts }, None)
    }
}

fn text(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value)
        .map_err(|error| Error::new(ErrorKind::Internal, "an export can't be written").caused_by(error))
}
