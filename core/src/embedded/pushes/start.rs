//! `startPush` and `evaluatePush`

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::app::{App, Begun};
use super::components::{mounted, tree};
use super::evaluate::{Evaluated, admit, evaluate};
use super::{environment, indexes};
use crate::analysis::{Analysis, Definition};
use crate::api::Operation;
use crate::api::pushes::{EvaluatePush, EvaluatedPush, SchemaChange, ServerConfig, StartPush, StartedPush};
use crate::artifact::Artifact;
use crate::embedded::{Answered, Caller, Platform};
use crate::error::{Error, ErrorKind, Result};

impl Answered for EvaluatePush {
    fn answer(self, platform: &Platform, caller: &Caller) -> Result<EvaluatedPush> {
        let Evaluated { app, .. } = evaluate(platform, caller, self.request, &Self::CONTRACT)?;
        platform.in_transaction(false, caller, |call| {
            let deployment = admit(call, &Self::CONTRACT)?;
            let live = App::live(call.tx, deployment.row.id)?;
            Ok(EvaluatedPush { schema_change: schema_change(live.as_ref(), &app, None)? })
        })
    }
}

impl Answered for StartPush {
    fn answer(self, platform: &Platform, caller: &Caller) -> Result<StartedPush> {
        let is_kept = !self.request.dry_run;
        let Evaluated { app, variables } = evaluate(platform, caller, self.request, &Self::CONTRACT)?;
        platform.in_transaction(is_kept, caller, |call| {
            let deployment = admit(call, &Self::CONTRACT)?.row.id;
            let live = App::live(call.tx, deployment)?;
            let push_id = is_kept.then(|| call.context.random.opaque_id()).transpose()?;
            let started = started(live.as_ref(), &app, variables.clone(), push_id.clone())?;
            if let Some(id) = push_id {
                let environment_sha256 = environment::sha256(&variables);
                let begun = Begun { app, environment_sha256, overwritten: false };
                begun.keep(call.tx, deployment, &id, call.now)?;
            }
            Ok(started)
        })
    }
}

fn started(
    live: Option<&App>,
    app: &App,
    variables: BTreeMap<String, String>,
    push_id: Option<String>,
) -> Result<StartedPush> {
    Ok(StartedPush {
        environment_variables: environment::secrets(variables),
        external_deps_id: None,
        component_definition_packages: BTreeMap::new(),
        app_auth: app.analysis.auth_providers.clone().unwrap_or_default(),
        analysis: described(&app.analysis, &app.artifact)?,
        app: tree(&app.analysis)?,
        schema_change: schema_change(live, app, push_id)?,
    })
}

fn schema_change(live: Option<&App>, app: &App, push_id: Option<String>) -> Result<SchemaChange> {
    let mut schema_ids = BTreeMap::new();
    for (path, (_, component)) in mounted(&app.analysis)? {
        let id = component.schema.as_ref().map(|_| app.schemas_sha256()).transpose()?;
        schema_ids.insert(path, id);
    }
    Ok(SchemaChange {
        allocated_component_ids: json!({}),
        schema_ids,
        index_diffs: indexes::diffs(live, app)?,
        push_id,
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
