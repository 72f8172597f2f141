//! `listDeploymentAuditLogEvents`

use super::events::{Event, oldest_first};
use super::plan::check_plan;
use crate::api::audit_log::{DeploymentAuditAction, DeploymentAuditEvent, ListDeploymentAuditLogEvents};
use crate::api::response;
use crate::api::{Operation, PageResponse};
use crate::embedded::access::Deployed;
use crate::embedded::paging::{limit, number};
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;
use crate::model::Timestamp;

impl Handler for ListDeploymentAuditLogEvents {
    type Subject = Deployed;

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<PageResponse<DeploymentAuditEvent>> {
        check_plan(&call.team(deployment.row.team_id)?)?;
        let limit = limit(self.limit, Self::CONTRACT.paging)?;
        let after = number(self.cursor.as_deref())?;
        let page = oldest_first(call, deployment.row.id, self.from.as_millis(), after, limit)?;
        let to_event = |event: Event| {
            response!(DeploymentAuditEvent {
                actor: event.actor,
                action: DeploymentAuditAction::from(event.action.as_str()),
                create_time: Timestamp::from_millis(event.create_time),
                metadata: event.metadata,
                client_ip: event.client_ip,
                client_user_agent: event.client_user_agent,
            })
        };
        Ok(PageResponse::new(page.items.into_iter().map(to_event).collect(), page.pagination))
    }
}
