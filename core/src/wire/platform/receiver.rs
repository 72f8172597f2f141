//! The handle of a call.

use super::CallRequest;
use crate::error::{Error, ErrorKind, Result};
use crate::handles::{
    Convex, DeploymentHandle, DeploymentPath, ProjectHandle, ProjectPath, Reporter, Target, TeamHandle,
};

/// Target of a connection: a platform, or one deployment.
#[derive(Clone, Debug)]
pub(super) enum Root {
    Platform(Convex),
    Deployment(Box<Target>),
}

/// The handle of a call, and its connection.
#[derive(Debug)]
pub(super) struct Receiver {
    root: Root,
    team: Option<String>,
    project: Option<ProjectPath>,
    deployment: Option<DeploymentPath>,
    /// Receiver of the progress of long work.
    pub(super) reporter: Reporter,
}

impl Receiver {
    pub(super) fn of(root: Root, call: &mut CallRequest, reporter: Reporter) -> Self {
        let (team, project, deployment) = (call.team.take(), call.project.take(), call.deployment.take());
        Self { root, team, project, deployment, reporter }
    }

    pub(super) fn convex(&self) -> Result<&Convex> {
        match &self.root {
            Root::Platform(convex) => Ok(convex),
            Root::Deployment(_) => Err(Error::new(
                ErrorKind::Unsupported,
                "cannot operate the platform: the connection is to one deployment",
            )
            .help("connect with an access token")),
        }
    }

    /// Returns the deployment of the connection.
    pub(super) fn target(&self) -> Result<&Target> {
        match &self.root {
            Root::Deployment(target) => Ok(target),
            Root::Platform(_) => Err(missing("deployment")),
        }
    }

    pub(super) fn has_deployment(&self) -> bool {
        self.deployment.is_some()
    }

    pub(super) fn team(&self) -> Result<TeamHandle> {
        let convex = self.convex()?;
        self.team.as_ref().map(|slug| convex.team(slug)).ok_or_else(|| missing("team"))
    }

    pub(super) fn project(&self) -> Result<ProjectHandle> {
        let convex = self.convex()?;
        let handle = |path: &ProjectPath| convex.team(&path.team).project(&path.project);
        self.project.as_ref().map(handle).ok_or_else(|| missing("project"))
    }

    pub(super) fn deployment(&self) -> Result<DeploymentHandle> {
        self.deployment_at(self.deployment.as_ref().ok_or_else(|| missing("deployment"))?)
    }

    pub(super) fn deployment_at(&self, path: &DeploymentPath) -> Result<DeploymentHandle> {
        Ok(match &self.root {
            Root::Platform(convex) => convex.deployment_at(path.clone()),
            Root::Deployment(target) => target.with_path(path.clone()),
        })
    }
}

fn missing(what: &str) -> Error {
    Error::invalid_input(format!("missing {what} of the call")).at_path(format_args!(".{what}"))
}
