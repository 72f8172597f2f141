//! Permissions of the built-in roles.

use super::{Resource, ResourceKind};
use crate::model::Action;

/// Built-in roles of a member in relation to one resource.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BuiltInRoles {
    /// Admin of the team.
    pub team_admin: bool,
    /// Developer of the team.
    pub developer: bool,
    /// Admin of the project that contains the resource.
    pub project_admin: bool,
}

/// Members that may perform an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AllowedMembers {
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
pub fn is_allowed_by_built_in_roles(roles: BuiltInRoles, action: &Action, resource: &Resource<'_>) -> bool {
    if ResourceKind::of(action) != resource.kind() {
        return false;
    }
    let project_admin = roles.project_admin && resource.is_in_project();
    match allowed_members(action) {
        AllowedMembers::TeamAdmins => roles.team_admin,
        AllowedMembers::ProjectAdmins => roles.team_admin || project_admin,
        AllowedMembers::DevelopersOffProduction => {
            roles.team_admin || project_admin || (roles.developer && !resource.is_production())
        }
        AllowedMembers::Everyone => roles.team_admin || project_admin || roles.developer,
    }
}

/// Source: the tables of `team-management/role-actions.mdx`.
fn allowed_members(action: &Action) -> AllowedMembers {
    use Action as A;
    match action {
        A::ProjectUpdate
        | A::ProjectDelete
        | A::ProjectUpdateMemberRole
        | A::DefaultEnvironmentVariableCreate
        | A::DefaultEnvironmentVariableUpdate
        | A::DefaultEnvironmentVariableDelete => AllowedMembers::ProjectAdmins,
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
        | A::ProjectTokenView => AllowedMembers::Everyone,
        action if is_on_deployment(action) => {
            if reads_deployment(action) {
                AllowedMembers::Everyone
            } else {
                AllowedMembers::DevelopersOffProduction
            }
        }
        _ => AllowedMembers::TeamAdmins,
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
    const ADMIN: BuiltInRoles = BuiltInRoles { team_admin: true, developer: false, project_admin: false };
    const DEVELOPER: BuiltInRoles = BuiltInRoles { team_admin: false, developer: true, project_admin: false };
    const PROJECT_ADMIN: BuiltInRoles = BuiltInRoles { team_admin: false, developer: false, project_admin: true };

    fn resource_of(action: &Action, deployment_type: &'static DeploymentType) -> Resource<'static> {
        let project = Resource::project(PROJECT, "todo");
        let deployment = || Resource::deployment(PROJECT, "todo", Some(DeploymentId(9)), deployment_type, CREATOR);
        match ResourceKind::of(action).unwrap() {
            // A project that is created has no admins yet.
            ResourceKind::Project if *action == Action::ProjectCreate => Resource::of_kind(ResourceKind::Project),
            ResourceKind::Project => project,
            ResourceKind::Deployment => deployment(),
            ResourceKind::DefaultEnvironmentVariable => Resource::default_env(PROJECT, "todo"),
            ResourceKind::Token if action.as_str().starts_with("team:") => Resource::team().token(CREATOR),
            ResourceKind::Token if action.as_str().starts_with("project:") => project.token(CREATOR),
            ResourceKind::Token => deployment().token(CREATOR),
            kind => Resource::of_kind(kind),
        }
    }

    /// Every action of the documented tables: team admin, developer off production, developer on production, project
    /// admin.
    const DOCUMENTED: &[(&[bool; 4], &str)] = &[
        (&[true, false, false, false], "team:update team:delete"),
        (&[true, true, true, false], "team:auditLog:view team:usage:view"),
        (
            &[true, false, false, false],
            "billing:paymentMethod:update billing:contact:update billing:address:update billing:subscription:changePlan \
             billing:spendingLimit:update billing:invoices:view",
        ),
        (&[true, true, true, false], "billing:view"),
        (
            &[true, false, false, false],
            "oauthApplication:create oauthApplication:update oauthApplication:delete \
             oauthApplication:generateClientSecret",
        ),
        (&[true, true, true, false], "oauthApplication:view"),
        (&[true, false, false, false], "sso:enable sso:disable sso:update"),
        (&[true, true, true, false], "sso:view"),
        (&[true, false, false, false], "integration:create integration:update integration:delete"),
        (&[true, true, true, false], "integration:view"),
        (&[true, true, true, false], "member:view"),
        (&[true, false, false, false], "member:invite member:cancelInvitation member:remove member:updateRole"),
        (&[true, true, true, false], "customRole:view project:create"),
        (&[true, true, true, true], "project:view"),
        (&[true, false, false, true], "project:update project:delete project:updateMemberRole"),
        (&[true, false, false, false], "project:transfer project:receive"),
        (&[true, true, true, true], "defaultEnvironmentVariable:view"),
        (
            &[true, false, false, true],
            "defaultEnvironmentVariable:create defaultEnvironmentVariable:update defaultEnvironmentVariable:delete",
        ),
        (
            &[true, true, true, true],
            "deployment:view deployment:customDomain:view deployment:insights:view deployment:integrations:view \
             deployment:logs:view deployment:metrics:view deployment:auditLog:view deployment:env:view \
             deployment:data:view deployment:functions:runInternalQueries deployment:functions:runTestQuery \
             deployment:usage:view deployment:usageLimits:view deployment:backups:view deployment:backups:download",
        ),
        (
            &[true, true, false, true],
            "deployment:create deployment:delete deployment:transfer deployment:receive deployment:updateReference \
             deployment:updateDashboardEditConfirmation deployment:updateExpiresAt deployment:updateSendLogsToClient \
             deployment:updateClass deployment:updateIsDefault deployment:updateType deployment:customDomain:create \
             deployment:customDomain:delete deployment:integrations:write deployment:deploy deployment:pause \
             deployment:unpause deployment:env:write deployment:data:write deployment:functions:runInternalMutations \
             deployment:functions:runInternalActions deployment:functions:actAsUser deployment:usageLimits:write \
             deployment:backups:create deployment:backups:import deployment:backups:delete \
             deployment:backups:configurePeriodic deployment:backups:disablePeriodic",
        ),
        (&[true, true, true, false], "team:token:create team:token:view team:token:update team:token:delete"),
        (
            &[true, true, true, true],
            "project:token:create project:token:update project:token:delete project:token:view",
        ),
        (
            &[true, true, false, true],
            "deployment:token:create deployment:token:update deployment:token:delete deployment:token:view",
        ),
    ];

    #[test]
    fn built_in_roles_match_documentation() {
        let mut documented = Vec::new();
        for (expected, actions) in DOCUMENTED {
            for name in actions.split_ascii_whitespace() {
                let action = Action::from(name);
                assert!(action.is_known(), "{name}");
                let dev = resource_of(&action, &DeploymentType::Dev);
                let prod = resource_of(&action, &DeploymentType::Prod);
                let allowed = [
                    is_allowed_by_built_in_roles(ADMIN, &action, &prod),
                    is_allowed_by_built_in_roles(DEVELOPER, &action, &dev),
                    is_allowed_by_built_in_roles(DEVELOPER, &action, &prod),
                    is_allowed_by_built_in_roles(PROJECT_ADMIN, &action, &prod),
                ];
                assert_eq!(allowed, **expected, "{action}");
                documented.push(name);
            }
        }
        documented.sort_unstable();
        let mut known: Vec<_> = Action::KNOWN.iter().map(Action::as_str).collect();
        known.sort_unstable();
        assert_eq!(documented, known, "an action is missing or occurs twice");
    }

    #[test]
    fn developers_do_what_they_may_on_each_type_that_is_not_production() {
        for action in Action::KNOWN {
            let on =
                |of: &'static DeploymentType| is_allowed_by_built_in_roles(DEVELOPER, action, &resource_of(action, of));
            let dev = on(&DeploymentType::Dev);
            assert_eq!((on(&DeploymentType::Preview), on(&DeploymentType::Custom)), (dev, dev), "{action}");
        }
    }

    #[test]
    fn no_role_allows_nothing() {
        for action in Action::KNOWN {
            let resource = resource_of(action, &DeploymentType::Dev);
            assert!(is_allowed_by_built_in_roles(ADMIN, action, &resource), "{action}");
            assert!(!is_allowed_by_built_in_roles(BuiltInRoles::default(), action, &resource), "{action}");
        }
        let unknown = Action::Other("deployment:dance".into());
        assert!(!is_allowed_by_built_in_roles(
            ADMIN,
            &unknown,
            &resource_of(&Action::DeploymentView, &DeploymentType::Dev)
        ));
        assert!(!is_allowed_by_built_in_roles(ADMIN, &Action::DeploymentView, &Resource::team()));
    }
}
