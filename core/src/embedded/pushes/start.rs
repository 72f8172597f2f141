//! `startPush` and `evaluatePush`

use std::collections::BTreeMap;

use rusqlite::Transaction;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::app::{App, Begun, SchemaIds};
use super::components::{mounted, tree};
use super::evaluate::{Evaluated, evaluate};
use super::{environment, indexes};
use crate::analysis::{Analysis, Definition};
use crate::api::Operation;
use crate::api::pushes::{
    EvaluatePush, EvaluatedPush, FailedSchema, SchemaChange, ServerConfig, StartPush, StartedPush,
};
use crate::artifact::Artifact;
use crate::embedded::runtime::RequestContext;
use crate::embedded::runtime::{Steps, StepsHandler, in_steps};
use crate::embedded::schemas::{self, Verdict};
use crate::error::{Error, ErrorKind, Result};
use crate::keys::hex;
use crate::schema::Schema;

in_steps!(EvaluatePush, StartPush);

impl StepsHandler for EvaluatePush {
    fn run(self, steps: &Steps<'_>) -> Result<EvaluatedPush> {
        let Evaluated { app, .. } = evaluate(steps, self.request, &Self::CONTRACT)?;
        steps.transaction(false, |call| {
            let deployment = call.admit(&Self::CONTRACT)?;
            let live = App::live(call.tx, deployment.row.id)?;
            Ok(EvaluatedPush { schema_change: schema_change(live.as_ref(), &app, not_submitted(&app)?)? })
        })
    }
}

impl StepsHandler for StartPush {
    fn run(self, steps: &Steps<'_>) -> Result<StartedPush> {
        let is_kept = !self.request.dry_run;
        let Evaluated { app, variables } = evaluate(steps, self.request, &Self::CONTRACT)?;
        steps.transaction(is_kept, |call| {
            let deployment = call.admit(&Self::CONTRACT)?.row.id;
            let live = App::live(call.tx, deployment)?;
            let schema_ids = if is_kept { submitted(call, deployment, &app)? } else { not_submitted(&app)? };
            let mut schema_change = schema_change(live.as_ref(), &app, schema_ids.clone())?;
            if is_kept {
                schema_change.push_id = Some(call.context.random.opaque_id()?);
            } else {
                schema_change.failure = failure(call.tx, deployment, &app)?;
            }
            let started = started(&app, variables.clone(), schema_change)?;
            if let Some(id) = &started.schema_change.push_id {
                let environment_sha256 = environment::sha256(&variables);
                Begun { app, environment_sha256, schema_ids }.keep(call.tx, deployment, id, call.now)?;
            }
            Ok(started)
        })
    }
}

/// Submits the schemas of an app.
fn submitted(call: &RequestContext<'_>, deployment: u64, app: &App) -> Result<SchemaIds> {
    let mut ids = SchemaIds::new();
    for (path, (_, component)) in mounted(&app.analysis)? {
        let schema = component.schema.as_ref().map(Value::to_string);
        let id = schema.map(|schema| schemas::submit(call, deployment, &path, &schema)).transpose()?;
        ids.insert(path, id);
    }
    Ok(ids)
}

/// Names for schemas that are not submitted: equal ones have the same.
fn not_submitted(app: &App) -> Result<SchemaIds> {
    let name = |schema: &Value| hex::encode(&Sha256::digest(schema.to_string()));
    let mounted = mounted(&app.analysis)?;
    Ok(mounted.into_iter().map(|(path, (_, component))| (path, component.schema.as_ref().map(name))).collect())
}

/// The first document that doesn't match the schemas of an app that is not kept.
fn failure(tx: &Transaction<'_>, deployment: u64, app: &App) -> Result<Option<FailedSchema>> {
    for (path, (_, component)) in mounted(&app.analysis)? {
        let Some(schema) = &component.schema else { continue };
        let schema = Schema::parse(&schema.to_string())?;
        let verdict = schemas::validate_next(tx, deployment, &path, &schema, None, &mut || true)?;
        if let Verdict::Refused(refused) = verdict {
            let (error, table_name) = (refused.error, Some(refused.table));
            return Ok(Some(FailedSchema { error, component_path: path, table_name }));
        }
    }
    Ok(None)
}

fn started(app: &App, variables: BTreeMap<String, String>, schema_change: SchemaChange) -> Result<StartedPush> {
    Ok(StartedPush {
        environment_variables: environment::secrets(variables),
        external_deps_id: None,
        component_definition_packages: BTreeMap::new(),
        app_auth: app.analysis.auth_providers.clone().unwrap_or_default(),
        analysis: described(&app.analysis, &app.artifact)?,
        app: tree(&app.analysis)?,
        schema_change,
    })
}

fn schema_change(live: Option<&App>, app: &App, schema_ids: SchemaIds) -> Result<SchemaChange> {
    Ok(SchemaChange {
        allocated_component_ids: json!({}),
        schema_ids,
        index_diffs: indexes::diffs(live, app)?,
        push_id: None,
        failure: None,
    })
}

/// What each definition says, with the version of the package that made its bundle.
fn described(analysis: &Analysis, artifact: &Artifact) -> Result<BTreeMap<String, Value>> {
    let internal = |error| Error::new(ErrorKind::Internal, "an analysis can't be written").caused_by(error);
    let mut all = BTreeMap::new();
    for (path, component) in &analysis.components {
        let mut component = component.clone();
        component.definition.get_or_insert_with(|| Definition { path: path.clone(), ..Definition::default() });
        let mut described = serde_json::to_value(&component).map_err(internal)?;
        if let Some(members) = described.as_object_mut() {
            let server_version = version(artifact, path).to_owned();
            members.insert("udfConfig".to_owned(), json!(ServerConfig { server_version }));
        }
        all.insert(path.clone(), described);
    }
    Ok(all)
}

/// The version of the package that made a definition's bundle.
pub(super) fn version<'a>(artifact: &'a Artifact, definition: &str) -> &'a str {
    let component = artifact.components.iter().find(|component| component.definition_path == definition);
    component.map_or(&artifact.app.udf_server_version, |component| &component.udf_server_version)
}
