//! An app as the store keeps it: what was pushed, and what its modules say.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, Row, Transaction};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::analysis::Analysis;
use crate::artifact::Artifact;
use crate::embedded::rows::to_sql;
use crate::error::{Error, ErrorKind, Result};

/// What was pushed, and what its modules say.
pub(in crate::embedded) struct App {
    pub(super) artifact: Artifact,
    pub(super) analysis: Analysis,
}

impl App {
    /// The app that is live in a deployment.
    pub(super) fn live(tx: &Transaction<'_>, deployment: u64) -> Result<Option<Self>> {
        let mut statement = tx.prepare_cached("SELECT artifact, analysis FROM apps WHERE deployment_id = ?1")?;
        statement.query_row([to_sql(deployment)], texts).optional()?.map(|texts| Self::read(&texts)).transpose()
    }

    /// What the modules of the app that is live say, without what was pushed, which may be large.
    pub(in crate::embedded) fn live_analysis(tx: &Transaction<'_>, deployment: u64) -> Result<Option<Analysis>> {
        let mut statement = tx.prepare_cached("SELECT analysis FROM apps WHERE deployment_id = ?1")?;
        let found: Option<String> = statement.query_row([to_sql(deployment)], |row| row.get(0)).optional()?;
        found.map(|analysis| kept(&analysis)).transpose()
    }

    /// Makes the app live.
    pub(super) fn make_live(&self, tx: &Transaction<'_>, deployment: u64) -> Result<()> {
        tx.prepare_cached(
            "INSERT INTO apps (deployment_id, artifact, analysis) VALUES (?1, ?2, ?3) \
             ON CONFLICT (deployment_id) DO UPDATE SET artifact = ?2, analysis = ?3",
        )?
        .execute((to_sql(deployment), text(&self.artifact)?, text(&self.analysis)?))?;
        Ok(())
    }

    fn read((artifact, analysis): &(String, String)) -> Result<Self> {
        Ok(Self { artifact: kept(artifact)?, analysis: kept(analysis)? })
    }
}

/// A push that was begun.
pub(super) struct Begun {
    pub(super) app: App,
    pub(super) environment_sha256: String,
    /// The ids of the schemas that it submitted, by the paths of components.
    pub(super) schema_ids: SchemaIds,
}

/// The ids of schemas by the paths of components; none for those without a schema.
pub(super) type SchemaIds = BTreeMap<String, Option<String>>;

impl Begun {
    /// The push of a deployment that is named so.
    pub(super) fn by_id(tx: &Transaction<'_>, deployment: u64, id: &str) -> Result<Option<Self>> {
        let mut statement = tx.prepare_cached(
            "SELECT artifact, analysis, environment_sha256, schema_ids FROM pushes WHERE id = ?2 AND deployment_id = ?1",
        )?;
        let read = |row: &Row<'_>| Ok((texts(row)?, row.get(2)?, row.get::<_, String>(3)?));
        let Some((texts, environment_sha256, schema_ids)) =
            statement.query_row((to_sql(deployment), id), read).optional()?
        else {
            return Ok(None);
        };
        Ok(Some(Self { app: App::read(&texts)?, environment_sha256, schema_ids: kept(&schema_ids)? }))
    }

    /// The schemas of the push that is named so.
    pub(super) fn schema_ids(tx: &Transaction<'_>, deployment: u64, id: &str) -> Result<Option<SchemaIds>> {
        let mut statement = tx.prepare_cached("SELECT schema_ids FROM pushes WHERE id = ?2 AND deployment_id = ?1")?;
        let found: Option<String> = statement.query_row((to_sql(deployment), id), |row| row.get(0)).optional()?;
        found.map(|ids| kept(&ids)).transpose()
    }

    /// Keeps the push aside.
    pub(super) fn keep(&self, tx: &Transaction<'_>, deployment: u64, id: &str, now: i64) -> Result<()> {
        let deployment = to_sql(deployment);
        tx.prepare_cached("DELETE FROM pushes WHERE deployment_id = ?1 AND create_time < ?2")?
            .execute((deployment, now.saturating_sub(KEPT_MS)))?;
        tx.prepare_cached(
            "INSERT INTO pushes (id, deployment_id, artifact, analysis, environment_sha256, schema_ids, create_time) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute((
            id,
            deployment,
            text(&self.app.artifact)?,
            text(&self.app.analysis)?,
            &self.environment_sha256,
            text(&self.schema_ids)?,
            now,
        ))?;
        Ok(())
    }

    /// Forgets the push: it is finished.
    pub(super) fn forget(tx: &Transaction<'_>, id: &str) -> Result<()> {
        tx.prepare_cached("DELETE FROM pushes WHERE id = ?1")?.execute([id])?;
        Ok(())
    }
}

/// How long a push that is not finished is kept: a day (assumed).
const KEPT_MS: i64 = 24 * 60 * 60 * 1000;

fn texts(row: &Row<'_>) -> rusqlite::Result<(String, String)> {
    Ok((row.get(0)?, row.get(1)?))
}

fn text(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value)
        .map_err(|error| Error::new(ErrorKind::Internal, "an app can't be written").caused_by(error))
}

fn kept<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text)
        .map_err(|error| Error::new(ErrorKind::Io, "the store is damaged: an app can't be read").caused_by(error))
}
