//! Deployments.

use rusqlite::{OptionalExtension, Row, Transaction};
use serde_json::{Value, json};

use crate::error::Result;
use crate::keys::admin::{InstanceSecret, SECRET_LENGTH};
use crate::model::{DeploymentId, DeploymentType, MemberId, ProjectId, Region, TeamId};

/// A deployment.
#[derive(Clone)]
pub(in crate::embedded) struct DeploymentRow {
    pub(in crate::embedded) id: DeploymentId,
    pub(in crate::embedded) name: String,
    pub(in crate::embedded) team_id: TeamId,
    pub(in crate::embedded) project_id: ProjectId,
    pub(in crate::embedded) deployment_type: DeploymentType,
    pub(in crate::embedded) reference: String,
    pub(in crate::embedded) is_default: bool,
    pub(in crate::embedded) preview_identifier: Option<String>,
    pub(in crate::embedded) class: String,
    pub(in crate::embedded) region: Region,
    pub(in crate::embedded) creator: Option<MemberId>,
    pub(in crate::embedded) create_time: i64,
    pub(in crate::embedded) last_deploy_time: Option<i64>,
    pub(in crate::embedded) expires_at: Option<i64>,
    pub(in crate::embedded) dashboard_edit_confirmation: Option<bool>,
    pub(in crate::embedded) send_logs_to_client: Option<bool>,
    pub(in crate::embedded) paused: bool,
    pub(in crate::embedded) canonical_cloud_url: Option<String>,
    pub(in crate::embedded) canonical_site_url: Option<String>,
}

/// Selects the columns of a deployment.
pub(in crate::embedded) const DEPLOYMENT: &str = "SELECT d.id, d.name, d.team_id, d.project_id, d.type, d.reference, d.is_default, \
     d.preview_identifier, d.class, d.region, d.creator, d.create_time, d.last_deploy_time, d.expires_at, \
     d.dashboard_edit_confirmation, d.send_logs_to_client, d.paused, d.canonical_cloud_url, d.canonical_site_url \
     FROM deployments d";

impl DeploymentRow {
    pub(in crate::embedded) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            name: row.get(1)?,
            team_id: row.get(2)?,
            project_id: row.get(3)?,
            deployment_type: DeploymentType::from(row.get_ref(4)?.as_str()?),
            reference: row.get(5)?,
            is_default: row.get(6)?,
            preview_identifier: row.get(7)?,
            class: row.get(8)?,
            region: Region::from(row.get_ref(9)?.as_str()?),
            creator: row.get(10)?,
            create_time: row.get(11)?,
            last_deploy_time: row.get(12)?,
            expires_at: row.get(13)?,
            dashboard_edit_confirmation: row.get(14)?,
            send_logs_to_client: row.get(15)?,
            paused: row.get(16)?,
            canonical_cloud_url: row.get(17)?,
            canonical_site_url: row.get(18)?,
        })
    }

    pub(in crate::embedded) fn by_name(tx: &Transaction<'_>, name: &str) -> Result<Option<Self>> {
        Self::one(tx, "d.name = ?1", [name])
    }

    pub(in crate::embedded) fn by_id(tx: &Transaction<'_>, id: DeploymentId) -> Result<Option<Self>> {
        Self::one(tx, "d.id = ?1", [id])
    }

    /// Finds the deployment that matches an SQL condition.
    pub(in crate::embedded) fn one(
        tx: &Transaction<'_>,
        condition: &str,
        params: impl rusqlite::Params,
    ) -> Result<Option<Self>> {
        let mut statement = tx.prepare_cached(&format!("{DEPLOYMENT} WHERE {condition}"))?;
        Ok(statement.query_row(params, Self::read).optional()?)
    }

    /// Returns the secret with which the deployment's admin keys are made.
    pub(in crate::embedded) fn instance_secret(&self, tx: &Transaction<'_>) -> Result<InstanceSecret> {
        let sql = "SELECT unseal(instance_secret, 'instance_secret/' || name) FROM deployments WHERE id = ?1";
        let secret = tx.prepare_cached(sql)?.query_row([self.id], |row| row.get::<_, [u8; SECRET_LENGTH]>(0));
        Ok(InstanceSecret::new(secret?))
    }

    /// Deletes the deployment with everything in it.
    pub(in crate::embedded) fn delete(&self, tx: &Transaction<'_>) -> Result<()> {
        tx.prepare_cached("DELETE FROM deployments WHERE id = ?1")?.execute([self.id])?;
        Ok(())
    }

    /// Returns the audit log metadata of its removal.
    pub(in crate::embedded) fn removal(&self, expired: bool) -> Value {
        json!({
            "id": self.id, "name": self.name, "type": self.deployment_type, "projectId": self.project_id, "expired": expired,
        })
    }
}
