//! `updateDefaultEnvironmentVariables`

use serde_json::json;

use crate::api::audit_log::TeamAuditAction;
use crate::api::default_environment_variables::{DefaultEnvironmentVariableChange, UpdateDefaultEnvironmentVariables};
use crate::embedded::records::ProjectRow;
use crate::embedded::refusals::bad_request;
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;
use crate::model::{Action, DeploymentType, ProjectId, env};

impl Handler for UpdateDefaultEnvironmentVariables {
    type Subject = ProjectRow;

    find_by!(project_id);

    // Each change is checked separately, since setting a variable may create or update it.
    fn needs(&self, _: &ProjectRow) -> Vec<Action> {
        if self.changes.is_empty() { vec![Action::DefaultEnvironmentVariableUpdate] } else { Vec::new() }
    }

    fn run(self, project: ProjectRow, call: &mut RequestContext<'_>) -> Result<()> {
        for (index, change) in self.changes.iter().enumerate() {
            apply(call, &project, change).map_err(|error| error.at_path(format_args!(".changes[{index}]")))?;
        }
        for deployment_type in DeploymentType::KNOWN {
            check_total(call, project.id, deployment_type)?;
        }
        Ok(())
    }
}

fn apply(call: &RequestContext<'_>, project: &ProjectRow, change: &DefaultEnvironmentVariableChange) -> Result<()> {
    if !change.deployment_type.is_known() {
        return Err(bad_request(
            "InvalidDeploymentType",
            format!("unknown deployment type `{}`", change.deployment_type),
        ));
    }
    let key = (project.id, change.name.as_str(), change.deployment_type.as_str());
    let mut exists =
        call.tx.prepare_cached("SELECT 1 FROM default_env WHERE project_id = ?1 AND name = ?2 AND type = ?3")?;
    let (action, noted) = match (&change.value, exists.exists(key)?) {
        (None, _) => (Action::DefaultEnvironmentVariableDelete, TeamAuditAction::DefaultEnvironmentVariableDelete),
        (Some(_), true) => {
            (Action::DefaultEnvironmentVariableUpdate, TeamAuditAction::DefaultEnvironmentVariableUpdate)
        }
        (Some(_), false) => {
            (Action::DefaultEnvironmentVariableCreate, TeamAuditAction::DefaultEnvironmentVariableCreate)
        }
    };
    call.check(&action, project)?;
    let changed = match &change.value {
        None => {
            env::check_name(&change.name)?;
            let sql = "DELETE FROM default_env WHERE project_id = ?1 AND name = ?2 AND type = ?3";
            call.tx.prepare_cached(sql)?.execute(key)?
        }
        Some(value) => {
            env::check(&change.name, value.expose())?;
            let sql = "INSERT OR REPLACE INTO default_env (project_id, name, type, value) \
                       VALUES (?1, ?2, ?3, seal(?4, 'default_env/' || ?1 || '/' || ?3 || '/' || ?2))";
            call.tx.prepare_cached(sql)?.execute((key.0, key.1, key.2, value.expose()))?
        }
    };
    if changed == 0 {
        return Ok(());
    }
    let metadata = json!({ "name": change.name, "deploymentType": change.deployment_type, "projectId": project.id });
    call.note(project.team_id, &noted, &metadata)
}

/// Checks that the variables of each type fit into a deployment.
fn check_total(call: &RequestContext<'_>, project: ProjectId, deployment_type: &DeploymentType) -> Result<()> {
    let mut statement = call.tx.prepare_cached(
        "SELECT count(*), coalesce(sum(octet_length(name) \
         + octet_length(unseal(value, 'default_env/' || project_id || '/' || type || '/' || name))), 0) FROM default_env \
         WHERE project_id = ?1 AND type = ?2",
    )?;
    let (count, size): (i64, i64) =
        statement.query_row((project, deployment_type.as_str()), |row| Ok((row.get(0)?, row.get(1)?)))?;
    env::check_total(usize::try_from(count).unwrap_or(usize::MAX), usize::try_from(size).unwrap_or(usize::MAX))
}
