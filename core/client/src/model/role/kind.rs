//! Kinds of resources.

use crate::model::Action;

/// Kind of a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ResourceKind {
    /// The team itself.
    Team,
    /// A project.
    Project,
    /// A deployment of a project.
    Deployment,
    /// The team's members.
    Member,
    /// A token or key of a team, project or deployment.
    Token,
    /// The team's custom roles.
    CustomRole,
    /// Billing of the team.
    Billing,
    /// The team's OAuth applications.
    OauthApplication,
    /// Single sign-on.
    Sso,
    /// Integrations of the team.
    Integration,
    /// The default environment variables of a project.
    DefaultEnvironmentVariable,
}

impl ResourceKind {
    /// All kinds, in declaration order.
    pub const ALL: [Self; 11] = [
        Self::Team,
        Self::Project,
        Self::Deployment,
        Self::Member,
        Self::Token,
        Self::CustomRole,
        Self::Billing,
        Self::OauthApplication,
        Self::Sso,
        Self::Integration,
        Self::DefaultEnvironmentVariable,
    ];

    /// Returns the name used in statements.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Team => "team",
            Self::Project => "project",
            Self::Deployment => "deployment",
            Self::Member => "member",
            Self::Token => "token",
            Self::CustomRole => "customRole",
            Self::Billing => "billing",
            Self::OauthApplication => "oauthApplication",
            Self::Sso => "sso",
            Self::Integration => "integration",
            Self::DefaultEnvironmentVariable => "defaultEnvironmentVariable",
        }
    }

    /// Parses the name used in statements.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// Returns the kind of resource that an action applies to. `None` for an unknown action.
    #[must_use]
    pub fn of(action: &Action) -> Option<Self> {
        if !action.is_known() {
            return None;
        }
        let text = action.as_str();
        if text.contains(":token:") {
            return Some(Self::Token);
        }
        Self::from_name(text.split(':').next().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_has_a_resource_kind() {
        for action in Action::KNOWN {
            assert!(ResourceKind::of(action).is_some(), "{action}");
        }
        assert_eq!(ResourceKind::of(&Action::Other("team:dance".into())), None);
    }

    #[test]
    fn actions_have_expected_kinds() {
        for (action, kind) in [
            (Action::TeamAuditLogView, ResourceKind::Team),
            (Action::TeamTokenCreate, ResourceKind::Token),
            (Action::DeploymentTokenView, ResourceKind::Token),
            (Action::DeploymentAuditLogView, ResourceKind::Deployment),
            (Action::DefaultEnvironmentVariableView, ResourceKind::DefaultEnvironmentVariable),
        ] {
            assert_eq!(ResourceKind::of(&action), Some(kind));
        }
    }
}
