//! List of the system queries.

use serde_json::Value;

use super::invocation::Invocation;
use super::{
    auth, components, crons, environment_variables, exports, functions, imports, scheduler, schemas, tables, urls,
};
use crate::error::Result;
use crate::model::Action;

/// A system query and the permission that it requires.
pub(super) struct SystemQuery {
    /// Canonical name, without the extension of its module.
    pub(super) name: &'static str,
    pub(super) needs: Action,
    pub(super) run: fn(&Invocation<'_>) -> Result<Value>,
}

/// All system queries.
#[rustfmt::skip]
pub(super) const ALL: &[SystemQuery] = &[
    SystemQuery { name: "_system/cli/convexUrl:cloudUrl", needs: Action::DeploymentDataView, run: urls::cloud_url },
    SystemQuery { name: "_system/cli/exports:getLatest", needs: Action::DeploymentBackupsView, run: exports::latest },
    SystemQuery { name: "_system/cli/modules:apiSpec", needs: Action::DeploymentDataView, run: functions::specification },
    SystemQuery { name: "_system/cli/queryEnvironmentVariables:default", needs: Action::DeploymentEnvView, run: environment_variables::list },
    SystemQuery { name: "_system/cli/queryEnvironmentVariables:get", needs: Action::DeploymentEnvView, run: environment_variables::get },
    SystemQuery { name: "_system/cli/queryImport:default", needs: Action::DeploymentBackupsView, run: imports::one },
    SystemQuery { name: "_system/cli/queryImport:list", needs: Action::DeploymentBackupsView, run: imports::list },
    SystemQuery { name: "_system/cli/queryTable:default", needs: Action::DeploymentDataView, run: tables::version },
    SystemQuery { name: "_system/cli/tableData:default", needs: Action::DeploymentDataView, run: tables::data },
    SystemQuery { name: "_system/cli/tables:default", needs: Action::DeploymentDataView, run: tables::list },
    SystemQuery { name: "_system/cli/tableSize:default", needs: Action::DeploymentDataView, run: tables::size },
    SystemQuery { name: "_system/frontend/components:list", needs: Action::DeploymentDataView, run: components::list },
    SystemQuery { name: "_system/frontend/convexCloudUrl:default", needs: Action::DeploymentDataView, run: urls::cloud_url },
    SystemQuery { name: "_system/frontend/convexSiteUrl:default", needs: Action::DeploymentDataView, run: urls::site_url },
    SystemQuery { name: "_system/frontend/getSchemas:default", needs: Action::DeploymentDataView, run: schemas::current },
    SystemQuery { name: "_system/frontend/getSchemas:schemaValidationProgress", needs: Action::DeploymentDataView, run: schemas::progress },
    SystemQuery { name: "_system/frontend/getTableMapping:default", needs: Action::DeploymentDataView, run: tables::mapping },
    SystemQuery { name: "_system/frontend/listAuthProviders:default", needs: Action::DeploymentDataView, run: auth::list },
    SystemQuery { name: "_system/frontend/listCronJobs:default", needs: Action::DeploymentDataView, run: crons::list },
    SystemQuery { name: "_system/frontend/listEnvironmentVariables:default", needs: Action::DeploymentEnvView, run: environment_variables::list },
    SystemQuery { name: "_system/frontend/paginatedScheduledJobs:default", needs: Action::DeploymentDataView, run: scheduler::jobs },
    SystemQuery { name: "_system/frontend/paginatedTableDocuments:default", needs: Action::DeploymentDataView, run: tables::documents },
    SystemQuery { name: "_system/frontend/scheduler:getArgs", needs: Action::DeploymentDataView, run: scheduler::arguments },
    SystemQuery { name: "_system/frontend/tableSize:default", needs: Action::DeploymentDataView, run: tables::size },
    SystemQuery { name: "_system/frontend/tableSize:sizeOfAllTables", needs: Action::DeploymentDataView, run: tables::size_of_all },
];
