//! API view of projects.

use rusqlite::{OptionalExtension, Transaction};

use crate::api::projects::ProjectDetails;
use crate::api::response;
use crate::embedded::records::ProjectRow;
use crate::embedded::runtime::RequestContext;
use crate::error::Result;
use crate::model::{MemberId, ProjectId, Timestamp};

/// Converts a project to the API's form for the caller.
pub(in crate::embedded) fn to_project(call: &RequestContext<'_>, row: ProjectRow) -> Result<ProjectDetails> {
    Ok(response!(ProjectDetails {
        id: row.id,
        prod_deployment_name: default_prod(call.tx, row.id)?,
        dev_deployment_name: match call.member() {
            Some(member) => default_dev(call.tx, row.id, member)?,
            None => None,
        },
        name: row.name,
        slug: row.slug,
        team_id: row.team_id,
        team_slug: row.team_slug,
        create_time: Timestamp::from_millis(row.create_time),
    }))
}

fn default_prod(tx: &Transaction<'_>, project: ProjectId) -> Result<Option<String>> {
    let mut statement =
        tx.prepare_cached("SELECT name FROM deployments WHERE project_id = ?1 AND is_default = 1 AND type = 'prod'")?;
    Ok(statement.query_row([project], |row| row.get(0)).optional()?)
}

fn default_dev(tx: &Transaction<'_>, project: ProjectId, member: MemberId) -> Result<Option<String>> {
    let mut statement = tx.prepare_cached(
        "SELECT name FROM deployments WHERE project_id = ?1 AND creator = ?2 AND is_default = 1 AND type = 'dev'",
    )?;
    Ok(statement.query_row((project, member), |row| row.get(0)).optional()?)
}
