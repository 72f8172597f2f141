//! `listAuditLogEvents`

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{AuditLogActor, TeamAuditAction};
use crate::api::{Contract, Credential, Operation, Page, Paged, Pagination, Paging};
use crate::model::{Action, MemberId, TeamId};

/// Lists what was done in a team within a range of time, in pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ListAuditLogEvents {
    /// The team.
    pub team_id: TeamId,
    /// The begin of the range, in milliseconds since the Unix epoch.
    pub from: i64,
    /// The end of the range, in milliseconds since the Unix epoch.
    pub to: i64,
    /// Only what this member did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_id: Option<MemberId>,
    /// Only this action.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<TeamAuditAction>,
    /// How many events a page has at most: 1 to 100, by default 15.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where the page begins: the last page's `nextCursor`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

impl Operation for ListAuditLogEvents {
    type Response = Page<TeamAuditEvent>;

    const CONTRACT: Contract = Contract::management("listAuditLogEvents", "GET /teams/{team_id}/list_audit_log_events")
        .query(&["from", "to", "memberId", "action", "limit", "cursor"])
        .accepts(&[Credential::PersonalAccessToken, Credential::TeamToken])
        .paged(Paging::by(15))
        .fails_with(&["TeamNotFound"])
        .needs(&[Action::TeamAuditLogView]);
}

impl Paged for ListAuditLogEvents {
    type Item = TeamAuditEvent;

    fn at_cursor(&mut self, cursor: Option<String>) {
        self.cursor = cursor;
    }

    fn into_page(response: Self::Response) -> (Vec<Self::Item>, Pagination) {
        response.into_parts()
    }
}

/// Something that was done in a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TeamAuditEvent {
    /// The team.
    pub team_id: TeamId,
    /// Who did it.
    pub actor: AuditLogActor,
    /// What was done.
    pub action: TeamAuditAction,
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
