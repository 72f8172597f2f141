//! Verbs of teams.

use serde::Deserialize;

use super::super::receiver::Receiver;
use crate::api::teams::Member;
use crate::engine::{Page, PageRequest};
use crate::error::Result;
use crate::handles::{AuditEvent, Identity, Team, TimeRange, Token};
use crate::model::Timestamp;

/// A verb without arguments.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NoArguments {}

pub(super) async fn list(on: Receiver, page: PageRequest) -> Result<Page<Team>> {
    on.convex()?.teams().list().page_at(page).await
}

pub(super) async fn whoami(on: Receiver, _: NoArguments) -> Result<Identity> {
    on.convex()?.whoami().await
}

pub(super) async fn list_members(on: Receiver, page: PageRequest) -> Result<Page<Member>> {
    on.team()?.members().list().page_at(page).await
}

pub(super) async fn list_tokens(on: Receiver, page: PageRequest) -> Result<Page<Token>> {
    on.team()?.tokens().list().page_at(page).await
}

/// A page of an audit log, within a range of time.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AuditLogRequest {
    since: Timestamp,
    until: Option<Timestamp>,
    #[serde(flatten)]
    page: PageRequest,
}

pub(super) async fn list_audit_log(on: Receiver, list: AuditLogRequest) -> Result<Page<AuditEvent>> {
    let range = TimeRange::new(list.since, list.until);
    on.team()?.audit_log().list(range).page_at(list.page).await
}
