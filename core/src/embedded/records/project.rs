//! Projects.

use rusqlite::{OptionalExtension, Row, Transaction};

use crate::error::Result;
use crate::model::{ProjectId, TeamId};

/// A project with the slug of its team.
#[derive(Clone)]
pub(in crate::embedded) struct ProjectRow {
    pub(in crate::embedded) id: ProjectId,
    pub(in crate::embedded) team_id: TeamId,
    pub(in crate::embedded) name: String,
    pub(in crate::embedded) slug: String,
    pub(in crate::embedded) create_time: i64,
    pub(in crate::embedded) team_slug: String,
}

/// Selects the columns of a project, with its team's slug.
pub(in crate::embedded) const PROJECT: &str = "SELECT p.id, p.team_id, p.name, p.slug, p.create_time, t.slug \
     FROM projects p JOIN teams t ON t.id = p.team_id";

impl ProjectRow {
    pub(in crate::embedded) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            team_id: row.get(1)?,
            name: row.get(2)?,
            slug: row.get(3)?,
            create_time: row.get(4)?,
            team_slug: row.get(5)?,
        })
    }

    pub(in crate::embedded) fn by_id(tx: &Transaction<'_>, id: ProjectId) -> Result<Option<Self>> {
        let mut statement = tx.prepare_cached(&format!("{PROJECT} WHERE p.id = ?1"))?;
        Ok(statement.query_row([id], Self::read).optional()?)
    }

    pub(in crate::embedded) fn by_slug(tx: &Transaction<'_>, team_id: TeamId, slug: &str) -> Result<Option<Self>> {
        let mut statement = tx.prepare_cached(&format!("{PROJECT} WHERE p.team_id = ?1 AND p.slug = ?2"))?;
        Ok(statement.query_row((team_id, slug), Self::read).optional()?)
    }
}
