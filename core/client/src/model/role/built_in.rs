//! Permissions of the built-in roles.

use super::{Resource, ResourceKind};
use crate::model::Action;

/// Built-in roles of a member in relation to one resource.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Admin of the team.
    pub team_admin: bool,
    /// Developer of the team.
    pub developer: bool,
    /// Admin of the project that contains the resource.
    pub project_admin: bool,
}

/// Members that may perform an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OpenTo {
    /// Admins of the team.
    TeamAdmins,
    /// Admins of the team and of the project.
    ProjectAdmins,
    /// These, and developers on deployments that are not production.
    DevelopersOffProduction,
    /// These, and developers everywhere.
    Everyone,
}

/// Returns `true` if a member's built-in role, or being admin of the project, allows `action` on `resource`.
#[must_use]
pub fn allowed_by_standing(standing: Standing, action: &Action, resource: &Resource<'_>) -> bool {
    if ResourceKind::of(action) != resource.kind() {
        return false;
    }
    let project_admin = standing.project_admin && resource.is_in_project();
    match open_to(action) {
        OpenTo::TeamAdmins => standing.team_admin,
        OpenTo::ProjectAdmins => standing.team_admin || project_admin,
        OpenTo::DevelopersOffProduction => {
            standing.team_admin || project_admin || (standing.developer && !resource.is_production())
        }
        OpenTo::Everyone => standing.team_admin || project_admin || standing.developer,
    }
}

/// Source: the tables of `team-management/role-actions.mdx`.
fn open_to(action: &Action) -> OpenTo {
    use Action as A;
    match action {
        A::ProjectUpdate
        | A::ProjectDelete
        | A::ProjectUpdateMemberRole
        | A::DefaultEnvironmentVariableCreate
        | A::DefaultEnvironmentVariableUpdate
        | A::DefaultEnvironmentVariableDelete => OpenTo::ProjectAdmins,
        A::TeamAuditLogView
        | A::TeamUsageView
        | A::BillingView
        | A::OauthApplicationView
        | A::SsoView
        | A::IntegrationView
        | A::MemberView
        | A::CustomRoleView
        | A::ProjectCreate
        | A::ProjectView
        | A::DefaultEnvironmentVariableView
        | A::TeamTokenCreate
        | A::TeamTokenUpdate
        | A::TeamTokenDelete
        | A::TeamTokenView
        | A::ProjectTokenCreate
        | A::ProjectTokenUpdate
        | A::ProjectTokenDelete
        | A::ProjectTokenView => OpenTo::Everyone,
        action if is_on_deployment(action) => {
            if reads_deployment(action) {
                OpenTo::Everyone
            } else {
                OpenTo::DevelopersOffProduction
            }
        }
        _ => OpenTo::TeamAdmins,
    }
}

fn is_on_deployment(action: &Action) -> bool {
    action.as_str().starts_with("deployment:")
}

fn reads_deployment(action: &Action) -> bool {
    matches!(action, Action::DeploymentView | Action::DeploymentCustomDomainView | Action::DeploymentInsightsView)
        || Action::READ_ONLY.contains(action)
}

impl Action {
    /// Permissions of a read-only key on a deployment.
    ///
    /// Source: `read_only_operations` in `crates/keybroker/src/operations.rs` of convex-backend.
    pub const READ_ONLY: &'static [Self] = &[
        Self::DeploymentEnvView,
        Self::DeploymentLogsView,
        Self::DeploymentMetricsView,
        Self::DeploymentIntegrationsView,
        Self::DeploymentDataView,
        Self::DeploymentBackupsView,
        Self::DeploymentBackupsDownload,
        Self::DeploymentFunctionsRunInternalQueries,
        Self::DeploymentFunctionsRunTestQuery,
        Self::DeploymentAuditLogView,
        Self::DeploymentUsageLimitsView,
        Self::DeploymentUsageView,
    ];
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DeploymentId, DeploymentType, MemberId, ProjectId};

    const PROJECT: ProjectId = ProjectId(7);
    const CREATOR: Option<MemberId> = Some(MemberId(1));
    const ADMIN: Standing = Standing { team_admin: true, developer: false, project_admin: false };
    const DEVELOPER: Standing = Standing { team_admin: false, developer: true, project_admin: false };
    const PROJECT_ADMIN: Standing = Standing { team_admin: false, developer: false, project_admin: true };

    fn resource_of(action: &Action, deployment_type: &'static DeploymentType) -> Resource<'static> {
        let project = Resource::project(PROJECT, "todo");
        let deployment = || Resource::deployment(PROJECT, "todo", Some(DeploymentId(9)), deployment_type, CREATOR);
        match ResourceKind::of(action).unwrap() {
            ResourceKind::Project => project,
            ResourceKind::Deployment => deployment(),
            ResourceKind::DefaultEnvironmentVariable => Resource::default_env(PROJECT, "todo"),
            ResourceKind::Token if action.as_str().starts_with("team:") => Resource::team().token(CREATOR),
            ResourceKind::Token if action.as_str().starts_with("project:") => project.token(CREATOR),
            ResourceKind::Token => deployment().token(CREATOR),
            kind => Resource::of_kind(kind),
        }
    }

    #[test]
    fn built_in_roles_match_documentation() {
        #[rustfmt::skip]
        let table = [
            // action, team admin, developer off production, developer on production, project admin
            (Action::TeamUpdate,                       true, false, false, false),
            (Action::TeamAuditLogView,                 true, true,  true,  false),
            (Action::BillingInvoicesView,              true, false, false, false),
            (Action::BillingView,                      true, true,  true,  false),
            (Action::MemberView,                       true, true,  true,  false),
            (Action::MemberInvite,                     true, false, false, false),
            (Action::MemberUpdateRole,                 true, false, false, false),
            (Action::CustomRoleView,                   true, true,  true,  false),
            (Action::ProjectView,                      true, true,  true,  true),
            (Action::ProjectUpdate,                    true, false, false, true),
            (Action::ProjectDelete,                    true, false, false, true),
            (Action::ProjectTransfer,                  true, false, false, false),
            (Action::DefaultEnvironmentVariableView,   true, true,  true,  true),
            (Action::DefaultEnvironmentVariableUpdate, true, false, false, true),
            (Action::DeploymentView,                   true, true,  true,  true),
            (Action::DeploymentCreate,                 true, true,  false, true),
            (Action::DeploymentDelete,                 true, true,  false, true),
            (Action::DeploymentUpdateType,             true, true,  false, true),
            (Action::DeploymentCustomDomainView,       true, true,  true,  true),
            (Action::DeploymentCustomDomainCreate,     true, true,  false, true),
            (Action::DeploymentDeploy,                 true, true,  false, true),
            (Action::DeploymentEnvView,                true, true,  true,  true),
            (Action::DeploymentEnvWrite,               true, true,  false, true),
            (Action::DeploymentFunctionsRunTestQuery,  true, true,  true,  true),
            (Action::DeploymentFunctionsActAsUser,     true, true,  false, true),
            (Action::DeploymentBackupsDownload,        true, true,  true,  true),
            (Action::DeploymentBackupsCreate,          true, true,  false, true),
            (Action::DeploymentUsageLimitsWrite,       true, true,  false, true),
            (Action::TeamTokenCreate,                  true, true,  true,  false),
            (Action::ProjectTokenCreate,               true, true,  true,  true),
            (Action::DeploymentTokenCreate,            true, true,  false, true),
            (Action::DeploymentTokenView,              true, true,  false, true),
        ];
        for (action, admin, off_production, on_production, project_admin) in table {
            let dev = resource_of(&action, &DeploymentType::Dev);
            let prod = resource_of(&action, &DeploymentType::Prod);
            let answers = [
                allowed_by_standing(ADMIN, &action, &prod),
                allowed_by_standing(DEVELOPER, &action, &dev),
                allowed_by_standing(DEVELOPER, &action, &prod),
                allowed_by_standing(PROJECT_ADMIN, &action, &prod),
            ];
            assert_eq!(answers, [admin, off_production, on_production, project_admin], "{action}");
        }
    }

    #[test]
    fn no_role_allows_nothing() {
        for action in Action::KNOWN {
            let resource = resource_of(action, &DeploymentType::Dev);
            assert!(allowed_by_standing(ADMIN, action, &resource), "{action}");
            assert!(!allowed_by_standing(Standing::default(), action, &resource), "{action}");
        }
        let unknown = Action::Other("deployment:dance".into());
        assert!(!allowed_by_standing(ADMIN, &unknown, &resource_of(&Action::DeploymentView, &DeploymentType::Dev)));
        assert!(!allowed_by_standing(ADMIN, &Action::DeploymentView, &Resource::team()));
    }
}
