//! Kinds of tokens and keys.

use crate::embedded::records::number::to_sql;
use crate::model::{DeploymentId, MemberId, ProjectId, TeamId};

/// Kind and owner of a token or key.
#[derive(Clone, Copy)]
pub(in crate::embedded) enum TokenKind {
    /// Token of a member.
    Personal,
    /// Token for a team, on behalf of a member.
    Team(TeamId),
    /// Key for the previews of a project.
    Preview(ProjectId),
    /// Key for a deployment.
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

    /// Returns a description for errors about a missing token.
    pub(super) fn describe(self) -> &'static str {
        match self {
            Self::Personal => "personal access token of the caller",
            Self::Team(_) => "access token of the team",
            Self::Preview(_) => "preview deploy key of the project",
            Self::Deploy(_) => "deploy key of the deployment",
        }
    }

    /// Returns the column that identifies the owner, and the owner's ID.
    pub(in crate::embedded) fn owner(self, creator: Option<MemberId>) -> (&'static str, i64) {
        match self {
            Self::Personal => ("creator", to_sql(creator.map_or(0, |member| member.0))),
            Self::Team(id) => ("team_id", to_sql(id.0)),
            Self::Preview(id) => ("project_id", to_sql(id.0)),
            Self::Deploy(id) => ("deployment_id", to_sql(id.0)),
        }
    }
}
