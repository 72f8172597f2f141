//! What the store keeps of teams, projects and deployments, as the behaviours read it.

use rusqlite::{OptionalExtension, Row, Transaction};

use crate::error::Result;
use crate::keys::admin::{InstanceSecret, SECRET_LENGTH};
use crate::model::{DeploymentType, Plan, Region};

/// An id as SQLite has it: ids beyond its range name nothing.
pub(super) fn to_sql(id: u64) -> i64 {
    i64::try_from(id).unwrap_or(-1)
}

/// An id as the API has it. SQLite gives no negative ones.
pub(super) fn from_sql(id: i64) -> u64 {
    u64::try_from(id).unwrap_or_default()
}

/// What a column holds as JSON.
pub(super) fn json<T: serde::de::DeserializeOwned>(row: &Row<'_>, index: usize) -> rusqlite::Result<T> {
    let kind = rusqlite::types::Type::Text;
    serde_json::from_str(row.get_ref(index)?.as_str()?)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(index, kind, Box::new(error)))
}

/// A team.
pub(super) struct TeamRow {
    pub(super) id: u64,
    pub(super) slug: String,
    pub(super) plan: Plan,
    pub(super) default_region: Region,
}

const TEAM: &str = "SELECT id, slug, plan, default_region FROM teams";

impl TeamRow {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: from_sql(row.get(0)?),
            slug: row.get(1)?,
            plan: Plan::from_name(row.get_ref(2)?.as_str()?).unwrap_or(Plan::Free),
            default_region: Region::from(row.get_ref(3)?.as_str()?),
        })
    }

    pub(super) fn by_id(tx: &Transaction<'_>, id: u64) -> Result<Option<Self>> {
        let mut statement = tx.prepare_cached(&format!("{TEAM} WHERE id = ?1"))?;
        Ok(statement.query_row([to_sql(id)], Self::read).optional()?)
    }

    pub(super) fn by_slug(tx: &Transaction<'_>, slug: &str) -> Result<Option<Self>> {
        let mut statement = tx.prepare_cached(&format!("{TEAM} WHERE slug = ?1"))?;
        Ok(statement.query_row([slug], Self::read).optional()?)
    }
}

/// A project, with what is asked of its team.
#[derive(Clone)]
pub(super) struct ProjectRow {
    pub(super) id: u64,
    pub(super) team_id: u64,
    pub(super) name: String,
    pub(super) slug: String,
    pub(super) create_time: i64,
    pub(super) team_slug: String,
}

/// The columns of a project, with its team's slug.
pub(super) const PROJECT: &str = "SELECT p.id, p.team_id, p.name, p.slug, p.create_time, t.slug \
     FROM projects p JOIN teams t ON t.id = p.team_id";

impl ProjectRow {
    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: from_sql(row.get(0)?),
            team_id: from_sql(row.get(1)?),
            name: row.get(2)?,
            slug: row.get(3)?,
            create_time: row.get(4)?,
            team_slug: row.get(5)?,
        })
    }

    pub(super) fn by_id(tx: &Transaction<'_>, id: u64) -> Result<Option<Self>> {
        let mut statement = tx.prepare_cached(&format!("{PROJECT} WHERE p.id = ?1"))?;
        Ok(statement.query_row([to_sql(id)], Self::read).optional()?)
    }

    pub(super) fn by_slug(tx: &Transaction<'_>, team_id: u64, slug: &str) -> Result<Option<Self>> {
        let mut statement = tx.prepare_cached(&format!("{PROJECT} WHERE p.team_id = ?1 AND p.slug = ?2"))?;
        Ok(statement.query_row((to_sql(team_id), slug), Self::read).optional()?)
    }
}

/// A deployment.
#[derive(Clone)]
pub(super) struct DeploymentRow {
    pub(super) id: u64,
    pub(super) name: String,
    pub(super) team_id: u64,
    pub(super) project_id: u64,
    pub(super) deployment_type: DeploymentType,
    pub(super) reference: String,
    pub(super) is_default: bool,
    pub(super) preview_identifier: Option<String>,
    pub(super) class: String,
    pub(super) region: Region,
    pub(super) creator: Option<u64>,
    pub(super) create_time: i64,
    pub(super) last_deploy_time: Option<i64>,
    pub(super) expires_at: Option<i64>,
    pub(super) dashboard_edit_confirmation: Option<bool>,
    pub(super) send_logs_to_client: Option<bool>,
    pub(super) paused: bool,
    pub(super) canonical_cloud_url: Option<String>,
    pub(super) canonical_site_url: Option<String>,
    pub(super) instance_secret: InstanceSecret,
}

/// The columns of a deployment.
pub(super) const DEPLOYMENT: &str = "SELECT d.id, d.name, d.team_id, d.project_id, d.type, d.reference, d.is_default, \
     d.preview_identifier, d.class, d.region, d.creator, d.create_time, d.last_deploy_time, d.expires_at, \
     d.dashboard_edit_confirmation, d.send_logs_to_client, d.paused, d.canonical_cloud_url, d.canonical_site_url, \
     d.instance_secret FROM deployments d";

impl DeploymentRow {
    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: from_sql(row.get(0)?),
            name: row.get(1)?,
            team_id: from_sql(row.get(2)?),
            project_id: from_sql(row.get(3)?),
            deployment_type: DeploymentType::from(row.get_ref(4)?.as_str()?),
            reference: row.get(5)?,
            is_default: row.get(6)?,
            preview_identifier: row.get(7)?,
            class: row.get(8)?,
            region: Region::from(row.get_ref(9)?.as_str()?),
            creator: row.get::<_, Option<i64>>(10)?.map(from_sql),
            create_time: row.get(11)?,
            last_deploy_time: row.get(12)?,
            expires_at: row.get(13)?,
            dashboard_edit_confirmation: row.get(14)?,
            send_logs_to_client: row.get(15)?,
            paused: row.get(16)?,
            canonical_cloud_url: row.get(17)?,
            canonical_site_url: row.get(18)?,
            instance_secret: InstanceSecret::new(row.get::<_, [u8; SECRET_LENGTH]>(19)?),
        })
    }

    pub(super) fn by_name(tx: &Transaction<'_>, name: &str) -> Result<Option<Self>> {
        Self::one(tx, "d.name = ?1", [name])
    }

    pub(super) fn by_id(tx: &Transaction<'_>, id: u64) -> Result<Option<Self>> {
        Self::one(tx, "d.id = ?1", [to_sql(id)])
    }

    /// The one that a condition is true of, where there is one.
    pub(super) fn one(tx: &Transaction<'_>, condition: &str, params: impl rusqlite::Params) -> Result<Option<Self>> {
        let mut statement = tx.prepare_cached(&format!("{DEPLOYMENT} WHERE {condition}"))?;
        Ok(statement.query_row(params, Self::read).optional()?)
    }
}
