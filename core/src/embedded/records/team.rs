//! Teams.

use rusqlite::{OptionalExtension, Row, Transaction};

use crate::error::Result;
use crate::model::{MemberId, Region, TeamId, TeamPlan};

/// A team.
pub(in crate::embedded) struct TeamRow {
    pub(in crate::embedded) id: TeamId,
    pub(in crate::embedded) slug: String,
    pub(in crate::embedded) plan: TeamPlan,
    pub(in crate::embedded) default_region: Region,
}

const TEAM: &str = "SELECT id, slug, plan, default_region FROM teams";

impl TeamRow {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            slug: row.get(1)?,
            plan: TeamPlan::from_name(row.get_ref(2)?.as_str()?).unwrap_or(TeamPlan::Free),
            default_region: Region::from(row.get_ref(3)?.as_str()?),
        })
    }

    pub(in crate::embedded) fn by_id(tx: &Transaction<'_>, id: TeamId) -> Result<Option<Self>> {
        let mut statement = tx.prepare_cached(&format!("{TEAM} WHERE id = ?1"))?;
        Ok(statement.query_row([id], Self::read).optional()?)
    }

    pub(in crate::embedded) fn by_slug(tx: &Transaction<'_>, slug: &str) -> Result<Option<Self>> {
        let mut statement = tx.prepare_cached(&format!("{TEAM} WHERE slug = ?1"))?;
        Ok(statement.query_row([slug], Self::read).optional()?)
    }

    /// Returns the ID of the first team that a member created.
    pub(in crate::embedded) fn first_of(tx: &Transaction<'_>, creator: MemberId) -> Result<Option<TeamId>> {
        let mut first = tx.prepare_cached("SELECT id FROM teams WHERE creator = ?1 ORDER BY id LIMIT 1")?;
        Ok(first.query_row([creator], |row| row.get(0)).optional()?)
    }
}
