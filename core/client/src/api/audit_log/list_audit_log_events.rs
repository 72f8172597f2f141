//! `listAuditLogEvents`

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{AuditLogActor, TeamAuditAction};
use crate::api::{Contract, Credential, Operation, PageResponse, Paging};
use crate::model::{Action, MemberId, TeamId, Timestamp};

/// Lists the audit log of a team within a time range, in pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct ListAuditLogEvents {
    /// Team ID.
    pub team_id: TeamId,
    /// Start of the range.
    pub from: Timestamp,
    /// End of the range.
    pub to: Timestamp,
    /// Only events caused by this member.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_id: Option<MemberId>,
    /// Only events with this action.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<TeamAuditAction>,
    /// Maximum number of events per page: 1 to 100, 15 by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Start of the page: `nextCursor` of the previous page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

impl Operation for ListAuditLogEvents {
    type Response = PageResponse<TeamAuditEvent>;

    const CONTRACT: Contract = Contract::management("listAuditLogEvents", "GET /teams/{team_id}/list_audit_log_events")
        .query(&["from", "to", "memberId", "action", "limit", "cursor"])
        .accepts(&[Credential::PersonalAccessToken, Credential::TeamToken])
        .paged(Paging::by(15))
        .fails_with(&["TeamNotFound"])
        .needs(&[Action::TeamAuditLogView]);
}

/// An entry of a team's audit log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct TeamAuditEvent {
    /// Team ID.
    pub team_id: TeamId,
    /// Actor that caused the event.
    pub actor: AuditLogActor,
    /// Action.
    pub action: TeamAuditAction,
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
