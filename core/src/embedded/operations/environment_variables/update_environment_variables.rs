//! `updateEnvironmentVariables`

use serde_json::json;

use crate::api::audit_log::DeploymentAuditAction;
use crate::api::environment_variables::{EnvironmentVariableChange, UpdateEnvironmentVariables};
use crate::embedded::access::Deployed;
use crate::embedded::records::app::App;
use crate::embedded::refusals::bad_request;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;
use crate::model::{DeploymentId, env};

impl Handler for UpdateEnvironmentVariables {
    type Subject = Deployed;

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<()> {
        let id = deployment.row.id;
        check_declared(call, id, &self.changes)?;
        for (index, change) in self.changes.iter().enumerate() {
            let action = apply(call, id, change).map_err(|error| error.at_path(format_args!(".changes[{index}]")))?;
            if let Some(action) = action {
                call.note_on_deployment(id, &action, &json!({ "variable_name": change.name }))?;
            }
        }
        check_total(call, id)
    }
}

/// Applies one change and returns a description of it, or `None` if nothing changed.
fn apply(
    call: &RequestContext<'_>,
    deployment: DeploymentId,
    change: &EnvironmentVariableChange,
) -> Result<Option<DeploymentAuditAction>> {
    let Some(value) = &change.value else {
        env::check_name(&change.name)?;
        let removed = call
            .tx
            .prepare_cached("DELETE FROM env WHERE deployment_id = ?1 AND name = ?2")?
            .execute((deployment, &change.name))?;
        return Ok((removed > 0).then_some(DeploymentAuditAction::DeleteEnvironmentVariable));
    };
    env::check(&change.name, value.expose())?;
    let updated = call
        .tx
        .prepare_cached(
            "UPDATE env SET value = seal(?3, 'env/' || ?1 || '/' || ?2) WHERE deployment_id = ?1 AND name = ?2",
        )?
        .execute((deployment, &change.name, value.expose()))?;
    if updated > 0 {
        return Ok(Some(DeploymentAuditAction::UpdateEnvironmentVariable));
    }
    let insert = "INSERT INTO env (deployment_id, name, value) VALUES (?1, ?2, seal(?3, 'env/' || ?1 || '/' || ?2))";
    call.tx.prepare_cached(insert)?.execute((deployment, &change.name, value.expose()))?;
    Ok(Some(DeploymentAuditAction::CreateEnvironmentVariable))
}

/// Checks the changes against the variables that the live app declares, as Convex does.
fn check_declared(
    call: &RequestContext<'_>,
    deployment: DeploymentId,
    changes: &[EnvironmentVariableChange],
) -> Result<()> {
    let app = App::live_analysis(call.tx, deployment)?;
    let definition = app.as_ref().and_then(|app| app.components.get("")?.definition.as_ref());
    let declared = definition.map(|definition| definition.env_vars.as_slice()).unwrap_or_default();
    for (index, change) in changes.iter().enumerate() {
        let Some((name, variable)) = declared.iter().find(|(name, _)| *name == change.name) else { continue };
        let refused = match &change.value {
            None if !variable.optional => bad_request(
                "RequiredEnvironmentVariable",
                format!("cannot delete `{name}`: the app declares it as required"),
            ),
            Some(value) if !variable.accepts(value.expose()) => bad_request(
                "InvalidEnvironmentVariable",
                format!("Environment variable {name} does not match its declared validator"),
            ),
            _ => continue,
        };
        return Err(refused.at_path(format_args!(".changes[{index}]")));
    }
    Ok(())
}

fn check_total(call: &RequestContext<'_>, deployment: DeploymentId) -> Result<()> {
    let mut statement = call.tx.prepare_cached(
        "SELECT count(*), coalesce(sum(octet_length(name) + octet_length(unseal(value, 'env/' || deployment_id || '/' || name))), 0) \
         FROM env WHERE deployment_id = ?1",
    )?;
    let (count, size): (i64, i64) = statement.query_row([deployment], |row| Ok((row.get(0)?, row.get(1)?)))?;
    env::check_total(usize::try_from(count).unwrap_or(usize::MAX), usize::try_from(size).unwrap_or(usize::MAX))
}
