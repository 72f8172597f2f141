//! Pushes that were started but not finished.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, Row, Transaction};

use super::app::{App, texts};
use super::app_text::{parse, text};
use super::artifact::{Owner, artifact_text, store_modules};
use crate::error::Result;
use crate::model::DeploymentId;

/// Retention of an unfinished push: a day (assumed).
const RETENTION_MS: i64 = 24 * 60 * 60 * 1000;

/// An unfinished push.
pub(in crate::embedded) struct PushRow {
    pub(in crate::embedded) app: App,
    pub(in crate::embedded) environment_sha256: String,
    /// IDs of the schemas that it submitted, by component path.
    pub(in crate::embedded) schema_ids: SchemaIds,
}

/// Schema IDs by component path; `None` for components without a schema.
pub(in crate::embedded) type SchemaIds = BTreeMap<String, Option<String>>;

impl PushRow {
    /// Finds a push of a deployment.
    pub(in crate::embedded) fn by_id(tx: &Transaction<'_>, deployment: DeploymentId, id: &str) -> Result<Option<Self>> {
        let mut statement = tx.prepare_cached(
            "SELECT artifact, analysis, unseal(environment_sha256, 'push/' || id), schema_ids FROM pushes \
             WHERE id = ?2 AND deployment_id = ?1",
        )?;
        let read = |row: &Row<'_>| Ok((texts(row)?, row.get(2)?, row.get::<_, String>(3)?));
        let Some((texts, environment_sha256, schema_ids)) = statement.query_row((deployment, id), read).optional()?
        else {
            return Ok(None);
        };
        Ok(Some(Self { app: App::read(tx, &texts)?, environment_sha256, schema_ids: parse(&schema_ids)? }))
    }

    /// Returns the schemas of a push.
    pub(in crate::embedded) fn schema_ids(
        tx: &Transaction<'_>,
        deployment: DeploymentId,
        id: &str,
    ) -> Result<Option<SchemaIds>> {
        let mut statement = tx.prepare_cached("SELECT schema_ids FROM pushes WHERE id = ?2 AND deployment_id = ?1")?;
        let found: Option<String> = statement.query_row((deployment, id), |row| row.get(0)).optional()?;
        found.map(|ids| parse(&ids)).transpose()
    }

    /// Saves the push.
    pub(in crate::embedded) fn insert(
        &self,
        tx: &Transaction<'_>,
        deployment: DeploymentId,
        id: &str,
        now: i64,
    ) -> Result<()> {
        tx.prepare_cached("DELETE FROM pushes WHERE deployment_id = ?1 AND create_time < ?2")?
            .execute((deployment, now.saturating_sub(RETENTION_MS)))?;
        tx.prepare_cached(
            "INSERT INTO pushes (id, deployment_id, artifact, analysis, environment_sha256, schema_ids, create_time) \
             VALUES (?1, ?2, ?3, ?4, seal(?5, 'push/' || ?1), ?6, ?7)",
        )?
        .execute((
            id,
            deployment,
            artifact_text(&self.app.artifact)?,
            text(&self.app.analysis)?,
            &self.environment_sha256,
            text(&self.schema_ids)?,
            now,
        ))?;
        store_modules(tx, Owner::Push(id), &self.app.artifact)
    }

    /// Deletes the finished push.
    pub(in crate::embedded) fn remove(tx: &Transaction<'_>, id: &str) -> Result<()> {
        tx.prepare_cached("DELETE FROM pushes WHERE id = ?1")?.execute([id])?;
        Ok(())
    }
}
