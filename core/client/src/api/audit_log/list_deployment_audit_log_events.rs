//! `listDeploymentAuditLogEvents`

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{AuditLogActor, DeploymentAuditAction};
use crate::api::{Contract, Operation, PageResponse, Paging};
use crate::model::{Action, Timestamp};

/// Lists the audit log of a deployment since a given time, oldest first, in pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct ListDeploymentAuditLogEvents {
    /// Start of the range. The same for every page.
    pub from: Timestamp,
    /// Maximum number of events per page: 1 to 100, 15 by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Start of the page: `nextCursor` of the previous page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

impl Operation for ListDeploymentAuditLogEvents {
    type Response = PageResponse<DeploymentAuditEvent>;

    const CONTRACT: Contract = Contract::deployment("listDeploymentAuditLogEvents", "GET /list_audit_log_events")
        .query(&["from", "limit", "cursor"])
        .paged(Paging::by(15))
        .needs(&[Action::DeploymentAuditLogView]);
}

/// An entry of a deployment's audit log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DeploymentAuditEvent {
    /// Actor that caused the event.
    pub actor: AuditLogActor,
    /// Action.
    pub action: DeploymentAuditAction,
    /// Event time.
    pub create_time: Timestamp,
    /// Further data about the event.
    pub metadata: Value,
    /// IP address of the client, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_ip: Option<String>,
    /// User agent of the client, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_user_agent: Option<String>,
}
