//! Evaluation of pushed modules.

use std::collections::BTreeMap;

use super::module_paths::check_paths;
use super::validation::check_valid;
use crate::analysis::{AuthProblem, EvaluationOptions};
use crate::api::Contract;
use crate::artifact::{Artifact, PushRefusal, PushRequest};
use crate::embedded::records::app::App;
use crate::embedded::records::environment_variable;
use crate::embedded::refusals::bad_request;
use crate::embedded::runtime::{RequestContext, Steps};
use crate::error::{Error, Result};
use crate::model::DeploymentId;

/// An evaluated push, and the environment variables used.
pub(super) struct EvaluatedApp {
    pub(super) app: App,
    pub(super) variables: BTreeMap<String, String>,
}

/// Evaluates the modules of a request, including unchanged ones that the request omits.
///
/// # Errors
/// `InvalidInput` with the code `BadConvexModuleIdentifier` for an invalid path, `InvalidModules` if a module fails, or a
/// code of [`AuthProblem`] if Convex refuses the auth config; `InvalidSchema` and other codes if Convex would reject the
/// app's definitions.
pub(super) fn evaluate(steps: &Steps<'_>, request: PushRequest, contract: &Contract) -> Result<EvaluatedApp> {
    let (request, variables, seen) = steps.transaction(false, |call| {
        let deployment = call.admit(contract)?;
        check_paths(&request)?;
        let variables = environment_variable::all(call.tx, deployment.row.id)?;
        let seen = environment_variable::with_own(&variables, &deployment.row, call.addresses);
        Ok((complete(request, call, deployment.row.id)?, variables, seen))
    })?;
    let artifact = Artifact::from_request(request).map_err(|error| match error.info().code {
        Some(_) => error,
        None => error.with_code("InvalidModules"),
    })?;
    if let Some(PushRefusal { code, message }) = artifact.refusals().into_iter().next() {
        return Err(bad_request(code, message));
    }
    let options = EvaluationOptions { environment: seen, cancel: steps.stop.clone(), ..EvaluationOptions::default() };
    let analysis = steps.runtime.evaluations.analyse(&artifact, &options, &steps.runtime.isolation)?;
    if let Some(problem) = analysis.problems.first() {
        let message = format!("Loading the pushed modules encountered the following error:\n{problem}");
        return Err(bad_request("InvalidModules", message));
    }
    if let Some(message) = analysis.mount_problems().first() {
        return Err(bad_request("TypecheckError", message.clone()));
    }
    if let Some(AuthProblem { code, message, .. }) = &analysis.auth_problem {
        return Err(Error::invalid_input(message).with_code(code.clone()));
    }
    check_valid(&analysis)?;
    Ok(EvaluatedApp { app: App { artifact, analysis }, variables })
}

/// Adds the omitted modules to a request.
fn complete(mut request: PushRequest, call: &RequestContext<'_>, deployment: DeploymentId) -> Result<PushRequest> {
    let left_out = std::mem::take(&mut request.app_definition.unchanged_module_hashes);
    if left_out.is_empty() {
        return Ok(request);
    }
    let live = App::live(call.tx, deployment)?.map(|app| app.artifact.app.modules).unwrap_or_default();
    for (index, hash) in left_out.iter().enumerate() {
        let module = live.iter().find(|module| hash.is_of(module)).ok_or_else(|| {
            bad_request("InvalidModules", format!("the deployment has no module `{}` with this hash", hash.path))
                .at_path(format_args!(".appDefinition.unchangedModuleHashes[{index}]"))
                .help("push all modules: `npx convex deploy --push-all-modules`")
        })?;
        request.app_definition.modules.push(module.clone());
    }
    Ok(request)
}
