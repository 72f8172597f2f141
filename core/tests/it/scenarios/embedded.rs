//! Scenarios on the platform in this process.

use super::outcome::Outcome;
use super::run::{Call, ScenarioEngine};
use crate::embedded::START_MS;
use convex_ops::embedded::{Addresses, Caller, EmbeddedOptions, First, Platform, ScheduleCall};
use convex_ops::model::{MemberId, ProjectId, Region, Role, TeamId, TeamPlan};
use convex_ops::{Error, Result};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::sync::Arc;

/// Options of every scenario: in memory and reproducible.
pub(super) fn options() -> EmbeddedOptions {
    EmbeddedOptions::default().deterministic(7, START_MS)
}

/// Address of a deployment, normalized for all engines.
pub(super) fn address(name: &str) -> String {
    format!("http://{name}.deployments")
}

pub(super) struct Embedded {
    platform: Platform,
    first: First,
}

impl Embedded {
    pub(super) fn new() -> Self {
        Self::at("embedded:")
    }

    pub(super) fn at(location: &str) -> Self {
        let platform = Platform::open(location, &options().addresses(Arc::new(Common))).unwrap();
        let first = platform.bootstrap().unwrap();
        Self { platform, first }
    }

    #[cfg(feature = "typegen")]
    pub(super) fn platform(&self) -> &Platform {
        &self.platform
    }

    fn done(&self, name: &str, with: &Value) -> Result<Value> {
        let admin = self.platform.admin();
        let team = || TeamId(field(with, "teamId"));
        let project = || ProjectId(field(with, "projectId"));
        let member = || MemberId(field(with, "memberId"));
        let text = |name: &str| field::<String>(with, name);
        match name {
            "set_plan" => {
                let plan: TeamPlan = field(with, "plan");
                admin.set_plan(team(), plan).map(|()| Value::Null)
            }
            "set_project_admin" => {
                admin.set_project_admin(project(), member(), field(with, "isAdmin")).map(|()| Value::Null)
            }
            "add_member" => {
                let role: Role = field(with, "role");
                let added = admin.add_member(team(), &text("email"), &role)?;
                Ok(json!({ "memberId": added.member_id, "token": added.token }))
            }
            "accept_invitation" => {
                let added = admin.accept_invitation(team(), &text("email"))?;
                Ok(json!({ "memberId": added.member_id, "token": added.token }))
            }
            "authorize_application" => {
                let key = admin.authorize_for_project(&text("clientId"), project(), member())?;
                Ok(json!({ "key": key }))
            }
            "move_clock" => {
                admin.move_clock(field(with, "byMs"))?;
                Ok(json!({ "now": admin.now()? }))
            }
            "schedule_call" => {
                let call = ScheduleCall::new(text("name"), with["args"].clone());
                Ok(json!({ "id": admin.schedule_call(&text("deploymentName"), &call)? }))
            }
            "hold_work" => admin.hold_work(field(with, "held")).map(|()| Value::Null),
            _ => Err(Error::invalid_input(format!("unknown action `{name}`"))),
        }
    }
}

fn field<T: DeserializeOwned>(with: &Value, name: &str) -> T {
    serde_json::from_value(with[name].clone()).unwrap_or_else(|error| panic!("`{name}`: {error}"))
}

impl ScenarioEngine for Embedded {
    fn first(&self) -> (String, u64) {
        (self.first.token.expose().to_owned(), self.first.team_id.0)
    }

    fn call(&mut self, call: Call<'_>) -> Outcome {
        let caller = call.token.map_or_else(Caller::anonymous, Caller::with_token);
        let named = call.deployment.and_then(|url| url.strip_prefix("http://")?.strip_suffix(".deployments"));
        let caller = named.map_or(caller.clone(), |name| caller.on(name));
        // As the audit log shows it over HTTP.
        let agent = concat!("convex-ops/", env!("CARGO_PKG_VERSION")).to_owned();
        let caller = caller.from_client(Some("127.0.0.1".to_owned()), Some(agent));
        Outcome::of(self.platform.call_json(&caller, call.id, call.request))
    }

    fn action(&mut self, name: &str, with: &Value) -> Outcome {
        Outcome::of(self.done(name, with))
    }

    fn comparable(&mut self, outcome: Outcome) -> Outcome {
        outcome
    }
}

/// Normalized addresses.
struct Common;

impl Addresses for Common {
    fn of_one(&self, name: &str, _: &Region) -> Result<String> {
        Ok(address(name))
    }

    fn in_list(&self, name: &str, _: &Region) -> String {
        address(name)
    }

    fn of_site(&self, name: &str, _: &Region) -> String {
        address(name) + "/http"
    }
}
