//! `finishPush`

use std::collections::BTreeMap;

use serde_json::json;

use super::changes;
use super::environment_sha256::environment_sha256;
use crate::api::audit_log::DeploymentAuditAction;
use crate::api::pushes::{FinishPush, FinishedPush};
use crate::embedded::access::Deployed;
use crate::embedded::records::app::App;
use crate::embedded::records::environment_variable;
use crate::embedded::records::push::{PushRow, SchemaIds};
use crate::embedded::records::schema::{self, SchemaRow, State, Verdict};
use crate::embedded::refusals::bad_request;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::{Error, Result};
use crate::model::DeploymentId;

impl Handler for FinishPush {
    type Subject = Deployed;

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<FinishedPush> {
        if self.dry_run {
            return Ok(FinishedPush::default());
        }
        let deployment = deployment.row.id;
        let id = self.start_push.schema_change.push_id;
        let id = id.ok_or_else(|| bad_request("PushNotFound", "cannot finish a dry-run push"))?;
        let push = PushRow::by_id(call.tx, deployment, &id)?;
        let push = push.ok_or_else(|| bad_request("PushNotFound", "push not found: finished, expired or unknown"))?;
        let variables = environment_variable::all(call.tx, deployment)?;
        check(&push, &variables)?;
        activate(call, deployment, &push.schema_ids)?;
        let live = App::live(call.tx, deployment)?;
        let finished = changes::compare(live.as_ref(), &push.app)?;
        push.app.make_live(call.tx, deployment)?;
        PushRow::remove(call.tx, &id)?;
        call.tx
            .prepare_cached("UPDATE deployments SET last_deploy_time = ?2 WHERE id = ?1")?
            .execute((deployment, call.now))?;
        let note = json!({ "message": self.message, "component_diffs": finished.component_diffs });
        call.note_on_deployment(deployment, &DeploymentAuditAction::PushConfigWithComponents, &note)?;
        Ok(finished)
    }
}

/// Checks that the push may still become live. Source: the order, codes and texts are Convex's own.
fn check(push: &PushRow, variables: &BTreeMap<String, String>) -> Result<()> {
    if environment_sha256(variables) != push.environment_sha256 {
        return Err(rejected("RaceDetected", "Environment variables have changed during push"));
    }
    let definition = push.app.analysis.components.get("").and_then(|app| app.definition.as_ref());
    let declared = definition.map(|definition| definition.env_vars.as_slice()).unwrap_or_default();
    let missing: Vec<_> = declared
        .iter()
        .filter(|(name, variable)| !variable.optional && !variables.contains_key(name))
        .map(|(name, _)| name.as_str())
        .collect();
    if !missing.is_empty() {
        let message = format!(
            "Required environment variables are not set: {}. Set them in the Convex dashboard or CLI before pushing.",
            missing.join(", ")
        );
        return Err(rejected("MissingEnvironmentVariables", &message));
    }
    let refused =
        declared.iter().find(|(name, variable)| variables.get(name).is_some_and(|value| !variable.accepts(value)));
    if let Some((name, _)) = refused {
        let message = format!("Environment variable {name} does not match its declared validator");
        return Err(rejected("InvalidEnvironmentVariable", &message));
    }
    Ok(())
}

/// Activates the schemas of a push. Source: the codes and texts are Convex's own.
fn activate(call: &RequestContext<'_>, deployment: DeploymentId, schema_ids: &SchemaIds) -> Result<()> {
    for (component, id) in schema_ids {
        let Some(id) = id else {
            schema::clear_active(call.tx, deployment, component)?;
            continue;
        };
        // Overwritten and failed schemas are deleted after a while.
        let row = SchemaRow::by_id(call.tx, deployment, id)?.ok_or_else(overwritten_error)?;
        match &row.state {
            State::Validated | State::Active => {}
            State::Overwritten => return Err(overwritten_error()),
            State::Failed { error, .. } => return Err(failed_error(error)),
            // Not validated yet, since no call waited for it.
            State::Pending => {
                if let Verdict::Refused(why) = schema::validate(call.tx, deployment, &row, &mut || true)? {
                    return Err(failed_error(&why.error));
                }
            }
        }
        schema::activate(call.tx, call.now, deployment, &row)?;
    }
    Ok(())
}

fn overwritten_error() -> Error {
    rejected("SchemaAlreadyOverwritten", "Schema has already been overwritten.")
}

fn failed_error(error: &str) -> Error {
    rejected("SchemaAlreadyFailed", &format!("Schema has already been failed with error: {error}"))
}

fn rejected(code: &'static str, message: &str) -> Error {
    bad_request(code, format!("Hit an error while pushing:\n{message}"))
}
