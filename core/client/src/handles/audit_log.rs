//! Audit logs of teams and of deployments.

use std::ops::{Range, RangeFrom};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::once::Once;
use super::{DeploymentHandle, TeamHandle};
use crate::api::audit_log::{
    AuditLogActor, DeploymentAuditEvent, ListAuditLogEvents, ListDeploymentAuditLogEvents, TeamAuditEvent,
};
use crate::engine::{Page, Pager};
use crate::model::Timestamp;

/// Audit log of a team. It requires a plan that has one.
#[derive(Clone, Debug)]
pub struct AuditLog {
    team: TeamHandle,
}

/// Audit log of a deployment. It requires a plan that has one.
#[derive(Clone, Debug)]
pub struct DeploymentAuditLog {
    deployment: DeploymentHandle,
}

/// An entry of an audit log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct AuditEvent {
    /// Action, such as `project:create`, or `push_config` in the log of a deployment.
    pub action: String,
    /// Actor: `system`, `member:7`, `token:3` or `integration:…`.
    pub actor: String,
    /// Time of the event.
    pub time: Timestamp,
    /// Further data about the event.
    pub metadata: Value,
    /// IP address of the client, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_ip: Option<String>,
    /// User agent of the client, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_user_agent: Option<String>,
}

/// Range of time of a log: it converts from a start, a duration until now, and a range.
///
/// ```
/// use convex_ops::{TimeRange, Timestamp};
/// use std::time::Duration;
///
/// let start = Timestamp::from_millis(1_800_000_000_000);
/// assert_eq!(TimeRange::from(start), TimeRange::from(start..));
/// assert_eq!(TimeRange::from(start..start + Duration::from_secs(60)).until, Some(start + Duration::from_secs(60)));
/// assert!(TimeRange::from(Duration::from_secs(3_600)).since < Timestamp::now());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct TimeRange {
    /// Start.
    pub since: Timestamp,
    /// End. Now by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

impl TimeRange {
    /// Creates a range, which ends now if no end is given.
    #[must_use]
    pub fn new(since: Timestamp, until: Option<Timestamp>) -> Self {
        Self { since, until }
    }
}

impl TeamHandle {
    /// Returns the audit log of the team.
    ///
    /// ```
    /// # use convex_ops::{AuditEvent, Result, TeamHandle};
    /// use std::time::Duration;
    ///
    /// async fn today(team: &TeamHandle) -> Result<Vec<AuditEvent>> {
    ///     team.audit_log().list(Duration::from_secs(86_400)).all().await
    /// }
    /// ```
    #[must_use]
    pub fn audit_log(&self) -> AuditLog {
        AuditLog { team: self.clone() }
    }
}

impl DeploymentHandle {
    /// Returns the audit log of the deployment.
    ///
    /// ```
    /// # use convex_ops::{AuditEvent, DeploymentHandle, Result};
    /// use std::time::Duration;
    ///
    /// async fn today(production: &DeploymentHandle) -> Result<Vec<AuditEvent>> {
    ///     production.audit_log().list(Duration::from_secs(86_400)).all().await
    /// }
    /// ```
    #[must_use]
    pub fn audit_log(&self) -> DeploymentAuditLog {
        DeploymentAuditLog { deployment: self.clone() }
    }
}

impl AuditLog {
    /// Lists the events in a range of time, newest first. A duration means until now.
    ///
    /// ```
    /// # #[cfg(feature = "embedded")]
    /// # tokio::runtime::Runtime::new()?.block_on(async {
    /// use std::time::Duration;
    ///
    /// let convex = convex_ops::connect("embedded:")?;
    /// let team = convex.team("first-team");
    /// team.project("todo").ensure().await?;
    /// let newest = team.audit_log().list(Duration::from_secs(3_600)).first().await?;
    /// assert_eq!(newest.map(|event| event.action).as_deref(), Some("project:create"));
    /// # Ok::<(), convex_ops::Error>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn list(&self, range: impl Into<TimeRange>) -> Pager<AuditEvent> {
        let (team, range, id) = (self.team.clone(), range.into(), Once::new());
        let to = range.until.unwrap_or_else(Timestamp::now);
        Pager::new(move |page| {
            let (team, id) = (team.clone(), id.clone());
            async move {
                let list = ListAuditLogEvents {
                    team_id: id.get_or(team.id()).await?,
                    from: range.since,
                    to,
                    member_id: None,
                    action: None,
                    limit: None,
                    cursor: None,
                };
                Ok(team.connection().pages(list).page_at(page).await?.filter_map(|event| Some(event.into())))
            }
        })
    }
}

impl DeploymentAuditLog {
    /// Lists the events in a range of time, oldest first. A duration means until now.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result, Timestamp};
    /// async fn pushes(production: &DeploymentHandle, since: Timestamp) -> Result<usize> {
    ///     let events = production.audit_log().list(since).all().await?;
    ///     Ok(events.iter().filter(|event| event.action.starts_with("push_config")).count())
    /// }
    /// ```
    pub fn list(&self, range: impl Into<TimeRange>) -> Pager<AuditEvent> {
        let (deployment, range) = (self.deployment.clone(), range.into());
        Pager::new(move |page| {
            let connection = deployment.connection();
            async move {
                let list = ListDeploymentAuditLogEvents { from: range.since, limit: None, cursor: None };
                let read = connection.pages(list).page_at(page).await?;
                Ok(until(range.until, read.filter_map(|event| Some(event.into()))))
            }
        })
    }
}

/// Ends a list that is ordered by time at its first event after the range.
fn until(end: Option<Timestamp>, mut page: Page<AuditEvent>) -> Page<AuditEvent> {
    let Some(end) = end else { return page };
    let is_over = page.items.last().is_some_and(|event| event.time > end);
    page.items.retain(|event| event.time <= end);
    page.next_cursor = page.next_cursor.filter(|_| !is_over);
    page
}

impl From<Duration> for TimeRange {
    fn from(until_now: Duration) -> Self {
        Self { since: Timestamp::now() - until_now, until: None }
    }
}

impl From<Timestamp> for TimeRange {
    fn from(since: Timestamp) -> Self {
        Self { since, until: None }
    }
}

impl From<RangeFrom<Timestamp>> for TimeRange {
    fn from(range: RangeFrom<Timestamp>) -> Self {
        Self { since: range.start, until: None }
    }
}

impl From<Range<Timestamp>> for TimeRange {
    fn from(range: Range<Timestamp>) -> Self {
        Self { since: range.start, until: Some(range.end) }
    }
}

impl From<TeamAuditEvent> for AuditEvent {
    fn from(event: TeamAuditEvent) -> Self {
        let TeamAuditEvent { actor, action, create_time, metadata, client_ip, client_user_agent, .. } = event;
        let (action, actor) = (action.to_string(), name_of(&actor));
        Self { action, actor, time: create_time, metadata, client_ip, client_user_agent }
    }
}

impl From<DeploymentAuditEvent> for AuditEvent {
    fn from(event: DeploymentAuditEvent) -> Self {
        let DeploymentAuditEvent { actor, action, create_time, metadata, client_ip, client_user_agent, .. } = event;
        let (action, actor) = (action.to_string(), name_of(&actor));
        Self { action, actor, time: create_time, metadata, client_ip, client_user_agent }
    }
}

fn name_of(actor: &AuditLogActor) -> String {
    match actor {
        AuditLogActor::System(_) => "system".to_owned(),
        AuditLogActor::Member(member) => format!("member:{}", member.member_id),
        AuditLogActor::Token(token) => format!("token:{}", token.token_id),
        AuditLogActor::Integration(integration) => format!("integration:{}", integration.client_id),
        AuditLogActor::Other(_) => "unknown".to_owned(),
    }
}
