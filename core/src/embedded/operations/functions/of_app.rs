//! Functions of an app. They are not run; a call fails for what Convex refuses first, and then for that.
//!
//! Source: `crates/udf/src/validation.rs` and `execute_any_function` in `crates/application/src/lib.rs` of convex-backend.

use crate::analysis::AnalyzedFunction;
use crate::api::functions::{FunctionFailure, FunctionResult};
use crate::embedded::access::{Scope, authenticate, check_user_token};
use crate::embedded::records::DeploymentRow;
use crate::embedded::records::app::App;
use crate::embedded::records::component::collect_mounted;
use crate::embedded::refusals::bad_deploy_key;
use crate::embedded::runtime::Steps;
use crate::error::Result;
use crate::surface::{FunctionKind, FunctionName, Visibility};

/// A function of an app that a caller names.
pub(super) struct FunctionTarget<'a> {
    pub(super) path: &'a str,
    pub(super) component: &'a str,
    /// Kind that the call requires; any kind if absent.
    pub(super) kind: Option<FunctionKind>,
}

/// Returns the failure of a call of an app's function.
///
/// # Errors
/// `Unauthenticated` if the token or key is invalid, or the user's token belongs to no auth provider; `PermissionDenied` if
/// the key belongs to another deployment.
pub(super) fn refuse(steps: &Steps<'_>, named: &FunctionTarget<'_>) -> Result<FunctionResult> {
    let caller = steps.caller;
    let message = steps.runtime.with_time(false, |tx, now| {
        let identity = caller.token.as_ref().map(|token| authenticate(tx, token.expose(), now)).transpose()?;
        let of_key = identity.as_ref().and_then(|identity| match identity.scope {
            Scope::Deployment(id) => Some(id),
            _ => None,
        });
        let row = match (&caller.deployment, of_key) {
            (Some(name), _) => DeploymentRow::by_name(tx, name)?,
            (None, Some(id)) => DeploymentRow::by_id(tx, id)?,
            (None, None) => None,
        };
        let Some(row) = row else { return Ok(named.not_found()) };
        if of_key.is_some_and(|id| id != row.id) {
            return Err(bad_deploy_key(&row.name));
        }
        let analysis = App::live_analysis(tx, row.id)?;
        if let Some(token) = &caller.user {
            let providers = analysis.as_ref().and_then(|analysis| analysis.auth_providers.as_deref());
            check_user_token(token.expose(), providers.unwrap_or_default(), now)?;
        }
        let components = analysis.as_ref().map(collect_mounted).transpose()?.unwrap_or_default();
        let modules = components.get(named.component).map(|(_, component)| &component.functions);
        let function = modules.and_then(|modules| {
            let (module, name) = named.split();
            modules.get(&module)?.functions.iter().find(|function| function.name == name)
        });
        Ok(named.judge(function, identity.is_some()))
    })?;
    Ok(FunctionResult::Failure(FunctionFailure::new(message)))
}

impl FunctionTarget<'_> {
    /// Returns the reason why the function is not run. Keys may call internal functions, and functions of components.
    fn judge(&self, function: Option<&AnalyzedFunction>, by_key: bool) -> String {
        let is_public = |function: &AnalyzedFunction| {
            function.visibility.is_none_or(|visibility| visibility.kind == Visibility::Public)
        };
        let callable = function.filter(|function| by_key || (self.component.is_empty() && is_public(function)));
        let Some(function) = callable else { return self.not_found() };
        if let Some(wanted) = self.kind
            && function.udf_type != wanted
        {
            return format!(
                "Trying to execute {}{} as {wanted:?}, but it is defined as {:?}.",
                FunctionName::new(self.path),
                self.in_component(),
                function.udf_type
            );
        }
        format!("This server does not run the functions of an app: `{}`", self.shown())
    }

    fn not_found(&self) -> String {
        let (name, component) = (self.shown(), self.in_component());
        match self.kind {
            Some(_) => format!("Could not find public function for '{name}'{component}."),
            None => {
                format!("Could not find function for '{name}'{component}. Did you forget to run `npx convex dev`?")
            }
        }
    }

    /// Splits the canonical name into the module and the export.
    fn split(&self) -> (String, String) {
        let name = FunctionName::new(self.path);
        let (module, export) = name.as_str().split_once(':').unwrap_or_default();
        (module.to_owned(), export.to_owned())
    }

    /// Returns the name as Convex prints it: without `.js`, and without `default`.
    fn shown(&self) -> String {
        let (module, export) = self.split();
        let module = module.strip_suffix(".js").unwrap_or(&module);
        let shown = if export == "default" { module.to_owned() } else { format!("{module}:{export}") };
        shown.chars().take(200).collect()
    }

    fn in_component(&self) -> String {
        let component: String = self.component.chars().take(200).collect();
        if component.is_empty() { component } else { format!(" in '{component}'") }
    }
}
