//! An app as the store keeps it: what was pushed, and what its modules say.

use rusqlite::{OptionalExtension, Row, Transaction};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::analysis::Analysis;
use crate::artifact::Artifact;
use crate::error::{Error, ErrorKind, Result};
use crate::model::DeploymentId;

/// What was pushed, and what its modules say.
pub(in crate::embedded) struct App {
    pub(in crate::embedded) artifact: Artifact,
    pub(in crate::embedded) analysis: Analysis,
}

impl App {
    /// The app that is live in a deployment.
    pub(in crate::embedded) fn live(tx: &Transaction<'_>, deployment: DeploymentId) -> Result<Option<Self>> {
        let mut statement = tx.prepare_cached("SELECT artifact, analysis FROM apps WHERE deployment_id = ?1")?;
        statement.query_row([deployment], texts).optional()?.map(|texts| Self::read(&texts)).transpose()
    }

    /// What the modules of the app that is live say, without what was pushed, which may be large.
    pub(in crate::embedded) fn live_analysis(
        tx: &Transaction<'_>,
        deployment: DeploymentId,
    ) -> Result<Option<Analysis>> {
        let mut statement = tx.prepare_cached("SELECT analysis FROM apps WHERE deployment_id = ?1")?;
        let found: Option<String> = statement.query_row([deployment], |row| row.get(0)).optional()?;
        found.map(|analysis| parse(&analysis)).transpose()
    }

    /// The version of the package that made a definition's bundle.
    pub(in crate::embedded) fn server_version(&self, definition: &str) -> &str {
        let component = self.artifact.components.iter().find(|component| component.definition_path == definition);
        component.map_or(&self.artifact.app.udf_server_version, |component| &component.udf_server_version)
    }

    /// Makes the app live.
    pub(in crate::embedded) fn make_live(&self, tx: &Transaction<'_>, deployment: DeploymentId) -> Result<()> {
        tx.prepare_cached(
            "INSERT INTO apps (deployment_id, artifact, analysis) VALUES (?1, ?2, ?3) \
             ON CONFLICT (deployment_id) DO UPDATE SET artifact = ?2, analysis = ?3",
        )?
        .execute((deployment, text(&self.artifact)?, text(&self.analysis)?))?;
        Ok(())
    }

    /// Reads what the store keeps.
    pub(super) fn read((artifact, analysis): &(String, String)) -> Result<Self> {
        Ok(Self { artifact: parse(artifact)?, analysis: parse(analysis)? })
    }
}

/// What was pushed, and what its modules say: the first two columns.
pub(super) fn texts(row: &Row<'_>) -> rusqlite::Result<(String, String)> {
    Ok((row.get(0)?, row.get(1)?))
}

/// What the store keeps of a part of an app.
pub(super) fn text(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value)
        .map_err(|error| Error::new(ErrorKind::Internal, "an app can't be written").caused_by(error))
}

/// Reads what the store keeps of a part of an app.
pub(super) fn parse<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text)
        .map_err(|error| Error::new(ErrorKind::Io, "the store is damaged: an app can't be read").caused_by(error))
}
