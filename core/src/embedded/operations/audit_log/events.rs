//! Reads audit logs.

use rusqlite::Row;
use serde_json::Value;

use crate::api::PageResponse;
use crate::api::audit_log::AuditLogActor;
use crate::embedded::paging::Walk;
use crate::embedded::records::json;
use crate::embedded::runtime::RequestContext;
use crate::error::Result;
use crate::model::{DeploymentId, MemberId, TeamId};

/// An entry of an audit log.
pub(super) struct Event {
    id: i64,
    pub(super) action: String,
    pub(super) actor: AuditLogActor,
    pub(super) member: Option<MemberId>,
    pub(super) metadata: Value,
    pub(super) create_time: i64,
    pub(super) client_ip: Option<String>,
    pub(super) client_user_agent: Option<String>,
}

const EVENT: &str =
    "SELECT id, action, actor, member_id, metadata, create_time, client_ip, client_user_agent FROM audit_log";

impl Event {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            action: row.get(1)?,
            actor: json(row, 2)?,
            member: row.get(3)?,
            metadata: json(row, 4)?,
            create_time: row.get(5)?,
            client_ip: row.get(6)?,
            client_user_agent: row.get(7)?,
        })
    }
}

/// Returns a page of a team's entries between two times, newest first.
pub(super) fn newest_first(
    call: &RequestContext<'_>,
    team: TeamId,
    (from, to): (i64, i64),
    before: Option<i64>,
    limit: usize,
    fits: impl Fn(&Event) -> bool,
) -> Result<PageResponse<Event>> {
    let sql = format!("{EVENT} WHERE team_id = ?1 AND id < ?2 AND create_time BETWEEN ?3 AND ?4 ORDER BY id DESC");
    let mut statement = call.tx.prepare_cached(&sql)?;
    let rows = statement.query((team, before.unwrap_or(i64::MAX), from, to))?;
    walk(rows, limit, fits)
}

/// Returns a page of a deployment's entries since a time, oldest first.
pub(super) fn oldest_first(
    call: &RequestContext<'_>,
    deployment: DeploymentId,
    from: i64,
    after: Option<i64>,
    limit: usize,
) -> Result<PageResponse<Event>> {
    let sql = format!("{EVENT} WHERE deployment_id = ?1 AND id > ?2 AND create_time >= ?3 ORDER BY id");
    let mut statement = call.tx.prepare_cached(&sql)?;
    let rows = statement.query((deployment, after.unwrap_or_default(), from))?;
    walk(rows, limit, |_| true)
}

fn walk(mut rows: rusqlite::Rows<'_>, limit: usize, fits: impl Fn(&Event) -> bool) -> Result<PageResponse<Event>> {
    let mut walk = Walk::new(limit);
    while let Some(row) = rows.next()? {
        let event = Event::read(row)?;
        let cursor = event.id.to_string();
        if !walk.step(Some(event).filter(|event| fits(event)), cursor) {
            break;
        }
    }
    Ok(walk.finish())
}
