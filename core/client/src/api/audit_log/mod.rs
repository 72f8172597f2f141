//! Audit logs of teams and of deployments.

mod list_audit_log_events;
mod list_deployment_audit_log_events;

pub use list_audit_log_events::{ListAuditLogEvents, TeamAuditEvent};
pub use list_deployment_audit_log_events::{DeploymentAuditEvent, ListDeploymentAuditLogEvents};

use serde::{Deserialize, Serialize};

use crate::model::{AccessTokenId, MemberId, open_enum, open_union};

open_union! {
    /// Actor that caused an event.
    pub enum AuditLogActor by "kind" {
        /// Convex itself.
        System(SystemActor) = "system",
        /// A member, through the dashboard.
        Member(MemberActor) = "member",
        /// The holder of a token.
        Token(TokenActor) = "token",
        /// An application that members have granted access to.
        Integration(IntegrationActor) = "integration",
    }
}

/// Convex itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SystemActor {}

/// A member, through the dashboard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct MemberActor {
    /// Member ID.
    pub member_id: MemberId,
}

/// The holder of a token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TokenActor {
    /// Member who owns the token, if it belongs to a member.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_id: Option<MemberId>,
    /// Token ID. 0 in entries that predate the recording of tokens.
    pub token_id: AccessTokenId,
    /// Application that the token was granted to, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
}

/// An application that members have granted access to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct IntegrationActor {
    /// Application ID.
    pub client_id: String,
}

open_enum! {
    /// Actions in a team's audit log.
    pub enum TeamAuditAction {
        TeamJoin = "team:join",
        TeamCreate = "team:create",
        TeamUpdate = "team:update",
        TeamDelete = "team:delete",
        ProjectCreate = "project:create",
        ProjectTransfer = "project:transfer",
        ProjectReceive = "project:receive",
        ProjectUpdate = "project:update",
        ProjectDelete = "project:delete",
        DefaultEnvironmentVariableCreate = "defaultEnvironmentVariable:create",
        DefaultEnvironmentVariableUpdate = "defaultEnvironmentVariable:update",
        DefaultEnvironmentVariableDelete = "defaultEnvironmentVariable:delete",
        DeploymentCreate = "deployment:create",
        DeploymentDelete = "deployment:delete",
        MemberInvite = "member:invite",
        MemberCancelInvitation = "member:cancelInvitation",
        MemberRemove = "member:remove",
        MemberUpdateRole = "member:updateRole",
        ProjectUpdateMemberRole = "project:updateMemberRole",
        BillingPaymentMethodUpdate = "billing:paymentMethod:update",
        BillingContactUpdate = "billing:contact:update",
        BillingAddressUpdate = "billing:address:update",
        BillingSubscriptionCreate = "billing:subscription:create",
        BillingSubscriptionResume = "billing:subscription:resume",
        BillingSubscriptionCancel = "billing:subscription:cancel",
        BillingSubscriptionChangePlan = "billing:subscription:changePlan",
        TeamTokenCreate = "team:token:create",
        TeamTokenUpdate = "team:token:update",
        TeamTokenDelete = "team:token:delete",
        TeamTokenView = "team:token:view",
        ProjectTokenCreate = "project:token:create",
        ProjectTokenUpdate = "project:token:update",
        ProjectTokenDelete = "project:token:delete",
        ProjectTokenView = "project:token:view",
        DeploymentTokenCreate = "deployment:token:create",
        DeploymentTokenUpdate = "deployment:token:update",
        DeploymentTokenDelete = "deployment:token:delete",
        DeploymentTokenView = "deployment:token:view",
        DeploymentCustomDomainCreate = "deployment:customDomain:create",
        DeploymentCustomDomainDelete = "deployment:customDomain:delete",
        DeploymentBackupsCreate = "deployment:backups:create",
        DeploymentBackupsImport = "deployment:backups:import",
        DeploymentBackupsConfigurePeriodic = "deployment:backups:configurePeriodic",
        DeploymentBackupsDisablePeriodic = "deployment:backups:disablePeriodic",
        DeploymentBackupsDelete = "deployment:backups:delete",
        TeamDisableExceedingSpendingLimits = "team:disableExceedingSpendingLimits",
        BillingSpendingLimitUpdate = "billing:spendingLimit:update",
        TeamApplyReferralCode = "team:applyReferralCode",
        OauthApplicationCreate = "oauthApplication:create",
        OauthApplicationUpdate = "oauthApplication:update",
        OauthApplicationDelete = "oauthApplication:delete",
        OauthApplicationVerify = "oauthApplication:verify",
        OauthApplicationGenerateClientSecret = "oauthApplication:generateClientSecret",
        IntegrationWorkosTeamCreate = "integration:workos:team:create",
        IntegrationWorkosEnvironmentCreate = "integration:workos:environment:create",
        IntegrationWorkosEnvironmentDelete = "integration:workos:environment:delete",
        IntegrationWorkosEnvironmentRetrieveCredentials = "integration:workos:environment:retrieveCredentials",
        IntegrationWorkosTeamDisconnect = "integration:workos:team:disconnect",
        IntegrationWorkosTeamInviteMember = "integration:workos:team:inviteMember",
        IntegrationWorkosProjectEnvironmentCreate = "integration:workos:projectEnvironment:create",
        IntegrationWorkosProjectEnvironmentDelete = "integration:workos:projectEnvironment:delete",
        IntegrationWorkosProjectEnvironmentRetrieveCredentials = "integration:workos:projectEnvironment:retrieveCredentials",
        SsoEnable = "sso:enable",
        SsoDisable = "sso:disable",
        SsoUpdate = "sso:update",
        DeploymentTransfer = "deployment:transfer",
        DeploymentReceive = "deployment:receive",
        DeploymentUpdate = "deployment:update",
        CustomRoleCreate = "customRole:create",
        CustomRoleUpdate = "customRole:update",
        CustomRoleDelete = "customRole:delete",
    }
}

open_enum! {
    /// Actions in a deployment's audit log.
    pub enum DeploymentAuditAction {
        CreateEnvironmentVariable = "create_environment_variable",
        UpdateEnvironmentVariable = "update_environment_variable",
        DeleteEnvironmentVariable = "delete_environment_variable",
        CreateUsageLimit = "create_usage_limit",
        UpdateUsageLimit = "update_usage_limit",
        DeleteUsageLimit = "delete_usage_limit",
        UsageLimitExceeded = "usage_limit_exceeded",
        ChangeUsageLimitStopState = "change_usage_limit_stop_state",
        ReplaceEnvironmentVariable = "replace_environment_variable",
        UpdateCanonicalUrl = "update_canonical_url",
        DeleteCanonicalUrl = "delete_canonical_url",
        PushConfig = "push_config",
        PushConfigWithComponents = "push_config_with_components",
        BuildIndexes = "build_indexes",
        ChangeDeploymentState = "change_deployment_state",
        PauseDeployment = "pause_deployment",
        UnpauseDeployment = "unpause_deployment",
        ChangeSystemStopState = "change_system_stop_state",
        ClearTables = "clear_tables",
        SnapshotImport = "snapshot_import",
        DeleteScheduledJobsTable = "delete_scheduled_jobs_table",
        DeleteTables = "delete_tables",
        DeleteComponent = "delete_component",
        CancelAllScheduledFunctions = "cancel_all_scheduled_functions",
        CancelScheduledFunction = "cancel_scheduled_function",
        RequestExport = "request_export",
        CancelExport = "cancel_export",
        SetExportExpiration = "set_export_expiration",
        CreateIntegration = "create_integration",
        UpdateIntegration = "update_integration",
        DeleteIntegration = "delete_integration",
        AddDocuments = "add_documents",
        DeleteDocuments = "delete_documents",
        UpdateDocuments = "update_documents",
        CreateTable = "create_table",
        DeleteFiles = "delete_files",
        GenerateUploadUrl = "generate_upload_url",
        CreateDataSync = "create_data_sync",
    }
}
