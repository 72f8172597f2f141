//! `startPush`

use std::collections::BTreeMap;

use rusqlite::Transaction;
use serde_json::{Value, json};

use super::environment_sha256::environment_sha256;
use super::evaluate::{EvaluatedApp, evaluate};
use super::schema_change::{name_schemas, schema_change};
use crate::analysis::Definition;
use crate::api::Operation;
use crate::api::pushes::{FailedSchema, SchemaChange, ServerConfig, StartPush, StartedPush};
use crate::api::response;
use crate::embedded::records::app::App;
use crate::embedded::records::component::{collect_mounted, tree};
use crate::embedded::records::push::{PushRow, SchemaIds};
use crate::embedded::records::schema::{self, Verdict};
use crate::embedded::runtime::{RequestContext, Steps, StepsHandler, in_steps};
use crate::error::{Error, ErrorKind, Result};
use crate::keys::Secret;
use crate::model::DeploymentId;
use crate::schema::Schema;

in_steps!(StartPush);

impl StepsHandler for StartPush {
    fn run(self, steps: &Steps<'_>) -> Result<StartedPush> {
        let is_kept = !self.request.dry_run;
        let EvaluatedApp { app, variables } = evaluate(steps, self.request, &Self::CONTRACT)?;
        steps.transaction(is_kept, |call| {
            let deployment = call.admit(&Self::CONTRACT)?.row.id;
            let live = App::live(call.tx, deployment)?;
            let schema_ids = if is_kept { submit(call, deployment, &app)? } else { name_schemas(&app)? };
            let mut schema_change = schema_change(live.as_ref(), &app, schema_ids.clone())?;
            if is_kept {
                schema_change.push_id = Some(call.context.random.opaque_id()?);
            } else {
                schema_change.failure = failure(call.tx, deployment, &app)?;
            }
            let started = answer(&app, variables.clone(), schema_change)?;
            if let Some(id) = &started.schema_change.push_id {
                let environment_sha256 = environment_sha256(&variables);
                PushRow { app, environment_sha256, schema_ids }.insert(call.tx, deployment, id, call.now)?;
            }
            Ok(started)
        })
    }
}

/// Submits the schemas of an app.
fn submit(call: &RequestContext<'_>, deployment: DeploymentId, app: &App) -> Result<SchemaIds> {
    let mut ids = SchemaIds::new();
    for (path, (_, component)) in collect_mounted(&app.analysis)? {
        let schema = component.schema.as_ref().map(Value::to_string);
        let id = schema
            .map(|schema| schema::submit(call.tx, call.context, call.now, deployment, (&path, &schema)))
            .transpose()?;
        ids.insert(path, id);
    }
    Ok(ids)
}

/// Finds the first document that does not match the schemas of a dry-run push.
fn failure(tx: &Transaction<'_>, deployment: DeploymentId, app: &App) -> Result<Option<FailedSchema>> {
    for (path, (_, component)) in collect_mounted(&app.analysis)? {
        let Some(schema) = &component.schema else { continue };
        let schema = Schema::parse(&schema.to_string())?;
        let verdict = schema::validate_next(tx, deployment, &path, &schema, None, &mut || true)?;
        if let Verdict::Refused(refused) = verdict {
            let (error, table_name) = (refused.error, Some(refused.table));
            return Ok(Some(response!(FailedSchema { error, component_path: path, table_name })));
        }
    }
    Ok(None)
}

fn answer(app: &App, variables: BTreeMap<String, String>, schema_change: SchemaChange) -> Result<StartedPush> {
    Ok(response!(StartedPush {
        environment_variables: secrets(variables),
        external_deps_id: None,
        component_definition_packages: BTreeMap::new(),
        app_auth: app.analysis.auth_providers.iter().flatten().cloned().map(complete).collect(),
        analysis: describe(app)?,
        app: tree(&app.analysis)?,
        schema_change,
    }))
}

/// Adds the application of a provider of custom JWTs, which Convex's command requires to be a string or `null`.
fn complete(mut provider: Value) -> Value {
    if provider.get("type").is_some_and(|kind| kind == "customJwt")
        && let Some(fields) = provider.as_object_mut()
    {
        fields.entry("applicationID").or_insert(Value::Null);
    }
    provider
}

/// Wraps the values of variables as secrets.
fn secrets(variables: BTreeMap<String, String>) -> BTreeMap<String, Secret> {
    variables.into_iter().map(|(name, value)| (name, Secret::new(value))).collect()
}

/// Returns the analysis of each definition, with the version of the package that bundled it.
fn describe(app: &App) -> Result<BTreeMap<String, Value>> {
    let internal = |error| Error::new(ErrorKind::Internal, "cannot serialize the analysis").caused_by(error);
    let mut all = BTreeMap::new();
    for (path, component) in &app.analysis.components {
        let mut component = component.clone();
        component.definition.get_or_insert_with(|| Definition { path: path.clone(), ..Definition::default() });
        let mut described = serde_json::to_value(&component).map_err(internal)?;
        if let Some(members) = described.as_object_mut() {
            let server_version = app.server_version(path).to_owned();
            members.insert("udfConfig".to_owned(), json!(response!(ServerConfig { server_version })));
        }
        all.insert(path.clone(), described);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn custom_jwt_without_application_has_null() {
        let custom = json!({"type": "customJwt", "issuer": "https://a.example.com"});
        assert_eq!(complete(custom)["applicationID"], Value::Null);
        let named = json!({"type": "customJwt", "applicationID": "chat"});
        assert_eq!(complete(named.clone()), named);
        let oidc = json!({"domain": "https://a.example.com", "applicationID": "chat"});
        assert_eq!(complete(oidc.clone()), oidc);
    }
}
