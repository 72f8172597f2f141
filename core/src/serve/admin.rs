//! Administrative routes for tests: `POST /admin/…`, authorized by the first member's token.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::post;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::answer::{json, refusal, success};
use super::body::BodyReader;
use super::credentials;
use super::service::Service;
use crate::embedded::{Admin, NewMember, ScheduleCall, is_same_secret};
use crate::error::{Error, ErrorKind, Result};
use crate::keys::{Secret, redact};
use crate::model::{MemberId, ProjectId, Role, TeamId, TeamPlan};

/// Adds the administrative routes.
pub(super) fn add(router: Router<Arc<Service>>) -> Router<Arc<Service>> {
    router
        .route("/admin/set_plan", post(route::<SetPlan>))
        .route("/admin/set_project_admin", post(route::<SetProjectAdmin>))
        .route("/admin/add_member", post(route::<AddMember>))
        .route("/admin/accept_invitation", post(route::<AcceptInvitation>))
        .route("/admin/authorize_application", post(route::<AuthorizeApplication>))
        .route("/admin/move_clock", post(route::<MoveClock>))
        .route("/admin/hold_work", post(route::<HoldWork>))
        .route("/admin/schedule_call", post(route::<NewCall>))
}

/// A change that Convex makes outside its API.
trait AdminCommand: DeserializeOwned + Send + 'static {
    type Answer: Serialize;

    fn run(&self, admin: &Admin<'_>) -> Result<Self::Answer>;
}

async fn route<C: AdminCommand>(State(service): State<Arc<Service>>, request: Request) -> Response {
    match answer::<C>(&service, request).await {
        Ok(text) => success(200, text),
        Err(error) => refusal(&error),
    }
}

async fn answer<C: AdminCommand>(service: &Arc<Service>, request: Request) -> Result<Vec<u8>> {
    let (parts, sent) = request.into_parts();
    let token = Secret::new(credentials::token(&parts.headers, "Bearer")?);
    if !is_same_secret(&token, &service.token) {
        return Err(Error::new(ErrorKind::PermissionDenied, "this route requires the token of the first member"));
    }
    let mut memory = service.memory.start();
    let sent = BodyReader::start(sent, None, &service.limits, &mut memory).rest(service.limits.body_bytes).await?;
    let command: C = serde_json::from_slice(&sent)
        .map_err(|error| Error::invalid_input(format!("invalid request body: {}", redact(&error.to_string()))))?;
    service.run(move |platform| json(&command.run(&platform.admin())?)).await
}

/// Changes the plan of a team.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SetPlan {
    team_id: TeamId,
    plan: TeamPlan,
}

impl AdminCommand for SetPlan {
    type Answer = ();

    fn run(&self, admin: &Admin<'_>) -> Result<()> {
        admin.set_plan(self.team_id, self.plan)
    }
}

/// Makes a member an admin of a project, or revokes that.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SetProjectAdmin {
    project_id: ProjectId,
    member_id: MemberId,
    is_admin: bool,
}

impl AdminCommand for SetProjectAdmin {
    type Answer = ();

    fn run(&self, admin: &Admin<'_>) -> Result<()> {
        admin.set_project_admin(self.project_id, self.member_id, self.is_admin)
    }
}

/// Adds a member to a team.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct AddMember {
    team_id: TeamId,
    email: String,
    role: Role,
}

impl AdminCommand for AddMember {
    type Answer = Access;

    fn run(&self, admin: &Admin<'_>) -> Result<Access> {
        admin.add_member(self.team_id, &self.email, &self.role).map(Access::from)
    }
}

/// Accepts an invitation on behalf of its recipient.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct AcceptInvitation {
    team_id: TeamId,
    email: String,
}

impl AdminCommand for AcceptInvitation {
    type Answer = Access;

    fn run(&self, admin: &Admin<'_>) -> Result<Access> {
        admin.accept_invitation(self.team_id, &self.email).map(Access::from)
    }
}

/// Authorizes an application to act for a member in a project.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct AuthorizeApplication {
    project_id: ProjectId,
    member_id: MemberId,
    client_id: String,
}

impl AdminCommand for AuthorizeApplication {
    type Answer = Key;

    fn run(&self, admin: &Admin<'_>) -> Result<Key> {
        let key = admin.authorize_for_project(&self.client_id, self.project_id, self.member_id)?;
        Ok(Key { key })
    }
}

/// Moves the clock.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct MoveClock {
    by_ms: i64,
}

impl AdminCommand for MoveClock {
    type Answer = CurrentTime;

    fn run(&self, admin: &Admin<'_>) -> Result<CurrentTime> {
        admin.move_clock(self.by_ms)?;
        Ok(CurrentTime { now: admin.now()? })
    }
}

/// Pauses or resumes imports and exports.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct HoldWork {
    held: bool,
}

impl AdminCommand for HoldWork {
    type Answer = ();

    fn run(&self, admin: &Admin<'_>) -> Result<()> {
        admin.hold_work(self.held)
    }
}

/// Schedules a call.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NewCall {
    deployment_name: String,
    #[serde(default)]
    component: String,
    name: String,
    args: serde_json::Value,
    scheduled_time: Option<f64>,
}

impl AdminCommand for NewCall {
    type Answer = Scheduled;

    fn run(&self, admin: &Admin<'_>) -> Result<Scheduled> {
        let mut call = ScheduleCall::new(&self.name, self.args.clone());
        (call.component, call.scheduled_time) = (self.component.clone(), self.scheduled_time);
        Ok(Scheduled { id: admin.schedule_call(&self.deployment_name, &call)? })
    }
}

/// A scheduled call.
#[derive(Serialize)]
struct Scheduled {
    id: String,
}

/// A member and their token.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Access {
    member_id: MemberId,
    token: Secret,
}

impl From<NewMember> for Access {
    fn from(member: NewMember) -> Self {
        Self { member_id: member.member_id, token: member.token }
    }
}

/// A key.
#[derive(Serialize)]
struct Key {
    key: Secret,
}

/// The platform's time, in milliseconds since the Unix epoch.
#[derive(Serialize)]
struct CurrentTime {
    now: i64,
}
