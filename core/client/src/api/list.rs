//! List of all operations.

use super::{Contract, Operation};

/// Passes the list of all operations to another macro: `for_each_operation!(route)` expands to `route! {
/// projects::CreateProject, projects::DeleteProject, … }`, with paths relative to `crate::api`.
///
/// Code that needs every operation uses it, so that the list is written only once.
#[macro_export]
macro_rules! for_each_operation {
    ($callback:ident) => {
        $callback! {
            projects::CreateProject,
            projects::DeleteProject,
            projects::GetProjectById,
            projects::GetProjectBySlug,
            projects::ListProjects,
            projects::UpdateProject,
            deployments::CreateDeployment,
            deployments::DeleteDeployment,
            deployments::GetDeployment,
            deployments::GetDeploymentInProjectByProjectId,
            deployments::GetDeploymentInProjectByProjectSlug,
            deployments::ListDeploymentClasses,
            deployments::ListDeploymentRegions,
            deployments::ListDeployments,
            deployments::ListDeploymentsForTeam,
            deployments::ListLocalDeploymentsForTeam,
            deployments::TransferDeployment,
            deployments::UpdateDeployment,
            deploy_keys::CreateDeployKey,
            deploy_keys::CreatePreviewDeployKey,
            deploy_keys::DeleteDeployKey,
            deploy_keys::DeletePreviewDeployKey,
            deploy_keys::ListDeployKeys,
            deploy_keys::ListPreviewDeployKeys,
            access_tokens::CreatePersonalAccessToken,
            access_tokens::CreateTeamAccessToken,
            access_tokens::DeletePersonalAccessToken,
            access_tokens::DeleteTeamAccessToken,
            access_tokens::GetTokenDetails,
            access_tokens::ListPersonalAccessTokens,
            access_tokens::ListTeamAccessTokens,
            custom_domains::CreateCustomDomain,
            custom_domains::DeleteCustomDomain,
            custom_domains::ListCustomDomains,
            teams::CancelTeamMemberInvite,
            teams::CreateTeam,
            teams::InviteTeamMember,
            teams::ListPendingTeamInvites,
            teams::ListTeamMembers,
            teams::UpdateTeamMemberRole,
            teams::RemoveTeamMember,
            teams::UpdateTeam,
            teams::DeleteTeam,
            teams::ListProjectRoles,
            teams::UpdateProjectRoles,
            custom_roles::CreateCustomRole,
            custom_roles::DeleteCustomRole,
            custom_roles::ListCustomRoles,
            custom_roles::UpdateCustomRole,
            default_environment_variables::ListDefaultEnvironmentVariables,
            default_environment_variables::UpdateDefaultEnvironmentVariables,
            audit_log::ListAuditLogEvents,
            audit_log::ListDeploymentAuditLogEvents,
            environment_variables::ListEnvironmentVariables,
            environment_variables::UpdateEnvironmentVariables,
            deployment_info::GetDeploymentInfo,
            usage::CreateUsageLimit,
            usage::DeleteUsageLimit,
            usage::GetCurrentUsage,
            usage::ListUsageLimits,
            usage::UpdateUsageLimit,
            canonical_urls::GetCanonicalUrls,
            canonical_urls::UpdateCanonicalUrl,
            functions::RunAction,
            functions::RunFunction,
            functions::RunMutation,
            functions::RunQuery,
            functions::StreamFunctionLogs,
            log_streams::CreateLogStream,
            log_streams::DeleteLogStream,
            log_streams::GetLogStream,
            log_streams::ListLogStreams,
            log_streams::RotateWebhookSecret,
            log_streams::UpdateLogStream,
            pausing::PauseDeployment,
            pausing::UnpauseDeployment,
            data_sync::DataSync,
            data_sync::ListActiveSyncs,
            streaming_export::GetJsonSchemas,
            streaming_export::GetShapes,
            streaming_export::GetTableColumnNames,
            streaming_export::ListDocumentDeltas,
            streaming_export::ListSnapshot,
            streaming_export::TestStreamingExportConnection,
            pushes::GetConfig,
            pushes::GetConfigHashes,
            pushes::EvaluatePush,
            pushes::EvaluateSchema,
            pushes::StartPush,
            pushes::WaitForSchema,
            pushes::FinishPush,
            pushes::ReportPushCompleted,
            imports::StartImportUpload,
            imports::UploadImportPart,
            imports::FinishImportUpload,
            imports::PerformImport,
            imports::CancelImport,
            imports::ImportData,
            exports::RequestZipExport,
            exports::GetZipExport,
            exports::SetExportExpiration,
            exports::CancelExport,
            backups::RequestCloudBackup,
            backups::ListCloudBackups,
            backups::GetCloudBackup,
            backups::DeleteCloudBackup,
            backups::CancelCloudBackup,
            backups::RestoreFromCloudBackup,
            backups::ConfigurePeriodicBackup,
            backups::GetPeriodicBackupConfig,
            backups::DisablePeriodicBackup,
            lookups::AuthorizePreview,
            lookups::AuthorizeProd,
            lookups::AuthorizeWithinCurrentProject,
            lookups::CheckAuthorization,
            lookups::CheckOptIns,
            lookups::ClaimPreviewDeployment,
            lookups::CreateProjectInTeam,
            lookups::GetSpendingLimits,
            lookups::GetTeamAndProject,
            lookups::GetUsageState,
            lookups::HasProjects,
            lookups::ListDeploymentsOfProject,
            lookups::ListProjectsOfTeam,
            lookups::ListTeams,
            lookups::ProvisionAndAuthorize,
            lookups::QueryUsage,
            lookups::TeamAndProjectForKey,
            lookups::UrlForKey,
        }
    };
}

pub use for_each_operation;

macro_rules! contracts {
    ($($resource:ident::$operation:ident,)*) => {
        &[$(&<super::$resource::$operation as Operation>::CONTRACT,)*]
    };
}

/// Contracts of all operations, in the order of the list.
pub const CONTRACTS: &[&Contract] = for_each_operation!(contracts);

/// Finds the contract of an operation by its id, such as `createProject`.
#[must_use]
pub fn find_contract(id: &str) -> Option<&'static Contract> {
    CONTRACTS.iter().copied().find(|contract| contract.id == id)
}

/// A visitor of operations.
pub trait OperationVisitor {
    /// Visits an operation. Called once for each operation, in the order of the list.
    fn visit<O: Operation>(&mut self);
}

/// Calls `visitor` for every operation.
pub fn visit_operations(visitor: &mut impl OperationVisitor) {
    macro_rules! visit {
        ($($resource:ident::$operation:ident,)*) => { $(visitor.visit::<super::$resource::$operation>();)* };
    }
    super::for_each_operation!(visit);
}
