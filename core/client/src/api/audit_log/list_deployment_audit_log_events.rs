//! `listDeploymentAuditLogEvents`

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{AuditLogActor, DeploymentAuditAction};
use crate::api::{Contract, Operation, Page, Paged, Pagination, Paging};
use crate::model::Action;

/// Lists what was done in a deployment since a time, the oldest first, in pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ListDeploymentAuditLogEvents {
    /// The begin of the range, in milliseconds since the Unix epoch; the same for every page.
    pub from: u64,
    /// How many events a page has at most: 1 to 100, by default 15.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where the page begins: the last page's `nextCursor`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

impl Operation for ListDeploymentAuditLogEvents {
    type Response = Page<DeploymentAuditEvent>;

    const CONTRACT: Contract = Contract::deployment("listDeploymentAuditLogEvents", "GET /list_audit_log_events")
        .query(&["from", "limit", "cursor"])
        .paged(Paging::by(15))
        .needs(&[Action::DeploymentAuditLogView]);
}

impl Paged for ListDeploymentAuditLogEvents {
    type Item = DeploymentAuditEvent;

    fn at_cursor(&mut self, cursor: Option<String>) {
        self.cursor = cursor;
    }

    fn into_page(response: Self::Response) -> (Vec<Self::Item>, Pagination) {
        response.into_parts()
    }
}

/// Something that was done in a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DeploymentAuditEvent {
    /// Who did it.
    pub actor: AuditLogActor,
    /// What was done.
    pub action: DeploymentAuditAction,
    /// When, in milliseconds since the Unix epoch.
    pub create_time: i64,
    /// What else there is to say about it.
    pub metadata: Value,
    /// The address that it came from, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_ip: Option<String>,
    /// The program that did it, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_user_agent: Option<String>,
}
