//! What the operations on audit logs do.

mod events;

use super::paging::{limit, number};
use super::refusals::{bad_request, not_in_plan};
use super::rows::{TeamRow, to_sql};
use super::runtime::Handler;
use super::runtime::RequestContext;
use super::subject::Deployed;
use crate::api::audit_log::{
    DeploymentAuditAction, DeploymentAuditEvent, ListAuditLogEvents, ListDeploymentAuditLogEvents, TeamAuditAction,
    TeamAuditEvent,
};
use crate::api::{Operation, Page};
use crate::error::Result;
use crate::model::TeamId;
use events::{Event, newest_first, oldest_first};

impl Handler for ListAuditLogEvents {
    type Subject = TeamRow;

    fn find(&self, call: &RequestContext<'_>) -> Result<TeamRow> {
        call.team(self.team_id)
    }

    fn run(self, team: TeamRow, call: &mut RequestContext<'_>) -> Result<Page<TeamAuditEvent>> {
        check_plan(&team)?;
        if self.from > self.to {
            return Err(bad_request("InvalidTimeRange", "`from` must not be after `to`"));
        }
        let limit = limit(self.limit, Self::CONTRACT.paging)?;
        let fits = |event: &Event| {
            self.member_id.is_none_or(|member| event.member == Some(member.0))
                && self.action.as_ref().is_none_or(|action| event.action == action.as_str())
        };
        let before = number(self.cursor.as_deref())?;
        let page = newest_first(call, to_sql(team.id), (self.from, self.to), before, limit, fits)?;
        let shown = |event: Event| TeamAuditEvent {
            team_id: TeamId(team.id),
            actor: event.actor,
            action: TeamAuditAction::from(event.action.as_str()),
            create_time: event.create_time,
            metadata: event.metadata,
            client_ip: event.client_ip,
            client_user_agent: event.client_user_agent,
        };
        Ok(Page { items: page.items.into_iter().map(shown).collect(), pagination: page.pagination })
    }
}

impl Handler for ListDeploymentAuditLogEvents {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.target()
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<Page<DeploymentAuditEvent>> {
        check_plan(&call.team(TeamId(deployment.row.team_id))?)?;
        let limit = limit(self.limit, Self::CONTRACT.paging)?;
        let from = i64::try_from(self.from).unwrap_or(i64::MAX);
        let after = number(self.cursor.as_deref())?;
        let page = oldest_first(call, to_sql(deployment.row.id), from, after, limit)?;
        let shown = |event: Event| DeploymentAuditEvent {
            actor: event.actor,
            action: DeploymentAuditAction::from(event.action.as_str()),
            create_time: event.create_time,
            metadata: event.metadata,
            client_ip: event.client_ip,
            client_user_agent: event.client_user_agent,
        };
        Ok(Page { items: page.items.into_iter().map(shown).collect(), pagination: page.pagination })
    }
}

fn check_plan(team: &TeamRow) -> Result<()> {
    if team.plan.has_audit_log() { Ok(()) } else { Err(not_in_plan("the audit log", team.plan)) }
}
