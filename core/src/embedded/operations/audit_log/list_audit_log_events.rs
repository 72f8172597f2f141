//! `listAuditLogEvents`

use super::events::{Event, newest_first};
use super::plan::check_plan;
use crate::api::audit_log::{ListAuditLogEvents, TeamAuditAction, TeamAuditEvent};
use crate::api::response;
use crate::api::{Operation, PageResponse};
use crate::embedded::paging::{limit, number};
use crate::embedded::records::TeamRow;
use crate::embedded::refusals::bad_request;
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;
use crate::model::Timestamp;

impl Handler for ListAuditLogEvents {
    type Subject = TeamRow;

    find_by!(team_id);

    fn run(self, team: TeamRow, call: &mut RequestContext<'_>) -> Result<PageResponse<TeamAuditEvent>> {
        check_plan(&team)?;
        if self.from > self.to {
            return Err(bad_request("InvalidTimeRange", "invalid time range: `from` is after `to`"));
        }
        let limit = limit(self.limit, Self::CONTRACT.paging)?;
        let fits = |event: &Event| {
            self.member_id.is_none_or(|member| event.member == Some(member))
                && self.action.as_ref().is_none_or(|action| event.action == action.as_str())
        };
        let before = number(self.cursor.as_deref())?;
        let page = newest_first(call, team.id, (self.from.as_millis(), self.to.as_millis()), before, limit, fits)?;
        let to_event = |event: Event| {
            response!(TeamAuditEvent {
                team_id: team.id,
                actor: event.actor,
                action: TeamAuditAction::from(event.action.as_str()),
                create_time: Timestamp::from_millis(event.create_time),
                metadata: event.metadata,
                client_ip: event.client_ip,
                client_user_agent: event.client_user_agent,
            })
        };
        Ok(PageResponse::new(page.items.into_iter().map(to_event).collect(), page.pagination))
    }
}
