//! Stored apps: the pushed artifact and its analysis.

use rusqlite::{OptionalExtension, Row, Transaction};

use super::app_text::{parse, text};
use super::artifact::{Owner, artifact_text, read_artifact, store_modules};
use crate::analysis::Analysis;
use crate::artifact::Artifact;
use crate::error::Result;
use crate::model::DeploymentId;

/// A pushed artifact and its analysis.
pub(in crate::embedded) struct App {
    pub(in crate::embedded) artifact: Artifact,
    pub(in crate::embedded) analysis: Analysis,
}

impl App {
    /// Returns the live app of a deployment.
    pub(in crate::embedded) fn live(tx: &Transaction<'_>, deployment: DeploymentId) -> Result<Option<Self>> {
        let mut statement = tx.prepare_cached("SELECT artifact, analysis FROM apps WHERE deployment_id = ?1")?;
        statement.query_row([deployment], texts).optional()?.map(|texts| Self::read(tx, &texts)).transpose()
    }

    /// Returns the analysis of the live app without its artifact, which may be large.
    pub(in crate::embedded) fn live_analysis(
        tx: &Transaction<'_>,
        deployment: DeploymentId,
    ) -> Result<Option<Analysis>> {
        let mut statement = tx.prepare_cached("SELECT analysis FROM apps WHERE deployment_id = ?1")?;
        let found: Option<String> = statement.query_row([deployment], |row| row.get(0)).optional()?;
        found.map(|analysis| parse(&analysis)).transpose()
    }

    /// Returns the version of the package that bundled a definition.
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
        .execute((deployment, artifact_text(&self.artifact)?, text(&self.analysis)?))?;
        store_modules(tx, Owner::App(deployment), &self.artifact)
    }

    /// Parses the stored texts.
    pub(super) fn read(tx: &Transaction<'_>, (artifact, analysis): &(String, String)) -> Result<Self> {
        Ok(Self { artifact: read_artifact(tx, artifact)?, analysis: parse(analysis)? })
    }
}

/// Reads the artifact and the analysis from the first two columns.
pub(super) fn texts(row: &Row<'_>) -> rusqlite::Result<(String, String)> {
    Ok((row.get(0)?, row.get(1)?))
}
