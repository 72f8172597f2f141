//! Kinds of tokens and keys.

use crate::embedded::records::number::to_sql;
use crate::model::{DeploymentId, MemberId, ProjectId, TeamId};

/// What kind of token or key it is, and whose.
#[derive(Clone, Copy)]
pub(in crate::embedded) enum TokenKind {
    /// A member's own.
    Personal,
    /// Of a team, on behalf of a member.
    Team(TeamId),
    /// Of the previews of a project.
    Preview(ProjectId),
    /// Of a deployment.
    Deploy(DeploymentId),
}

impl TokenKind {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Personal => "personal",
            Self::Team(_) => "team",
            Self::Preview(_) => "preview",
            Self::Deploy(_) => "deploy",
        }
    }

    /// What it is called to those who look for one that isn't there.
    pub(super) fn shown(self) -> &'static str {
        match self {
            Self::Personal => "personal access token of the caller",
            Self::Team(_) => "access token of the team",
            Self::Preview(_) => "preview deploy key of the project",
            Self::Deploy(_) => "deploy key of the deployment",
        }
    }

    /// The column that says whose it is, and the id there.
    pub(in crate::embedded) fn owner(self, creator: Option<MemberId>) -> (&'static str, i64) {
        match self {
            Self::Personal => ("creator", to_sql(creator.map_or(0, |member| member.0))),
            Self::Team(id) => ("team_id", to_sql(id.0)),
            Self::Preview(id) => ("project_id", to_sql(id.0)),
            Self::Deploy(id) => ("deployment_id", to_sql(id.0)),
        }
    }
}
