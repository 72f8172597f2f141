//! Tests the embedded platform through its operations: effects and permissions.

mod amplification;
mod damage;
pub(crate) mod data;
mod deployments;
mod encryption;
mod enumeration;
mod escalation;
mod indices;
mod keys;
pub(crate) mod killed;
mod lookups;
mod many;
mod members;
mod permission_table;
mod permissions;
mod projects;
mod secrets;
mod settings;
mod store;
mod streams;
mod survival;

use convex_ops::api::Operation;
use convex_ops::api::deployments::{CloudDeployment, CreateDeployment, DeploymentDetails};
use convex_ops::api::projects::{CreateProject, CreatedProject};
use convex_ops::embedded::{Caller, EmbeddedOptions, First, Platform};
use convex_ops::model::{DeploymentType, ProjectId, Role, TeamId, TeamPlan};
use convex_ops::{Error, ErrorKind, Timestamp};

/// A time, in milliseconds since the Unix epoch.
pub(crate) fn at(ms: i64) -> Timestamp {
    Timestamp::from_millis(ms)
}

/// Initial time of a test's clock.
pub(crate) const START_MS: i64 = 1_700_000_000_000;
pub(crate) const MINUTE: i64 = 60_000;
pub(crate) const DAY: i64 = 24 * 60 * MINUTE;

/// A platform with a team, whose admin is `me`.
pub(crate) struct World {
    pub(crate) platform: Platform,
    pub(crate) first: First,
    pub(crate) me: Caller,
}

impl World {
    /// Creates a reproducible platform in memory.
    pub(crate) fn new() -> Self {
        let platform = Platform::open("embedded:", &EmbeddedOptions::default().deterministic(7, START_MS)).unwrap();
        Self::of(platform)
    }

    pub(crate) fn of(platform: Platform) -> Self {
        let first = platform.bootstrap().unwrap();
        let me = Caller::with_token(first.token.clone());
        Self { platform, first, me }
    }

    /// Creates a platform on a plan.
    pub(crate) fn on(plan: TeamPlan) -> Self {
        let world = Self::new();
        world.platform.admin().set_plan(world.first.team_id, plan).unwrap();
        world
    }

    pub(crate) fn team(&self) -> TeamId {
        self.first.team_id
    }

    #[track_caller]
    pub(crate) fn call<O: Operation>(&self, request: O) -> O::Response {
        self.platform.call(&self.me, request).unwrap()
    }

    pub(crate) fn project(&self, name: &str) -> CreatedProject {
        self.call(create_project(self.team(), name))
    }

    /// A deployment with a reference.
    #[track_caller]
    pub(crate) fn deployment(&self, project: ProjectId, kind: DeploymentType, reference: &str) -> CloudDeployment {
        cloud(self.call(CreateDeployment { reference: Some(reference.to_owned()), ..create_deployment(project, kind) }))
    }

    /// Another member of the team.
    pub(crate) fn member(&self, name: &str, role: &Role) -> Caller {
        let email = format!("{name}@example.com");
        let member = self.platform.admin().add_member(self.team(), &email, role).unwrap();
        Caller::with_token(member.token)
    }

    pub(crate) fn pass(&self, ms: i64) {
        self.platform.admin().move_clock(ms).unwrap();
    }
}

pub(crate) fn create_project(team_id: TeamId, name: &str) -> CreateProject {
    CreateProject::new(team_id, name)
}

pub(crate) fn create_deployment(project_id: ProjectId, kind: DeploymentType) -> CreateDeployment {
    CreateDeployment::new(project_id, kind)
}

#[track_caller]
pub(crate) fn cloud(deployment: DeploymentDetails) -> CloudDeployment {
    match deployment {
        DeploymentDetails::Cloud(cloud) => cloud,
        other => panic!("not in the cloud: {other:?}"),
    }
}

/// Checks that a call is rejected with this error.
#[track_caller]
pub(crate) fn refused<T: std::fmt::Debug>(result: Result<T, Error>, kind: ErrorKind, code: &str) {
    let error = result.unwrap_err();
    assert_eq!((error.kind(), error.code()), (kind, Some(code)), "{error}");
}

/// Checks that an operation is forbidden to a caller.
#[track_caller]
pub(crate) fn refused_to<O: Operation>(world: &World, caller: &Caller, request: O, kind: ErrorKind, code: &str)
where
    O::Response: std::fmt::Debug,
{
    refused(world.platform.call(caller, request), kind, code);
}
