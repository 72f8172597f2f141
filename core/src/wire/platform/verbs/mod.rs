//! Verbs of handles, by name: `project.ensure` is `team("acme").project("todo").ensure()` in another language.
//!
//! A verb's name is the path of the handle and the verb, as in `project.deployments.list`. Lists take a
//! [`PageRequest`](crate::engine::PageRequest) and return one page.

mod backups;
mod data;
mod deploy_keys;
mod deployments;
mod environment;
mod projects;
#[cfg(all(feature = "eval", feature = "source", any(feature = "client", feature = "embedded")))]
mod releases;
#[cfg(not(all(feature = "eval", feature = "source", any(feature = "client", feature = "embedded"))))]
#[path = "releases_disabled.rs"]
mod releases;
mod teams;
#[cfg(feature = "typegen")]
pub mod types;
mod verb;

use serde_json::Value;

use super::receiver::Receiver;
use crate::engine::BoxFuture;
use crate::error::{Error, Result};
use crate::handles::Download;
use crate::json::from_value;
use verb::{Verb, verbs};

/// Runs a verb that returns a file.
type Open = fn(Receiver, Value) -> BoxFuture<'static, Result<Download>>;

const VERBS: &[Verb] = verbs! {
    "teams.list" => teams::list,
    "target" => deployments::target,
    "whoami" => teams::whoami,
    "team.projects.list" => projects::list,
    "team.deployments.list" => deployments::list_for_team,
    "team.members.list" => teams::list_members,
    "team.tokens.list" => teams::list_tokens,
    "team.auditLog.list" => teams::list_audit_log,
    "project.get" => projects::get,
    "project.ensure" => projects::ensure,
    "project.delete" => projects::delete,
    "project.deployments.list" => deployments::list,
    "project.defaultEnvironment.get" => environment::get_default,
    "project.defaultEnvironment.update" => environment::update_default,
    "deployment.get" => deployments::get,
    "deployment.ensure" => deployments::ensure,
    "deployment.delete" => deployments::delete,
    "deployment.confirm" => deployments::confirm,
    "deployment.deployKeys.list" => deploy_keys::list,
    "deployment.deployKeys.create" => deploy_keys::create,
    "deployment.deployKeys.delete" => deploy_keys::delete,
    "deployment.deployKeys.startRotation" => deploy_keys::start_rotation,
    "deployment.deployKeys.finishRotation" => deploy_keys::finish_rotation,
    "deployment.deployKeys.undoRotation" => deploy_keys::undo_rotation,
    "deployment.environment.get" => environment::get,
    "deployment.environment.update" => environment::update,
    "deployment.backups.list" => backups::list,
    "deployment.backups.get" => backups::get,
    "deployment.backups.begin" => backups::begin,
    "deployment.backups.wait" => backups::wait,
    "deployment.backups.cancel" => backups::cancel,
    "deployment.backups.save" => backups::save,
    "deployment.backups.delete" => backups::delete,
    "deployment.restore" => backups::restore,
    "deployment.usage.current" => data::usage,
    "deployment.importData" => data::import,
    "deployment.copyDataFrom" => data::copy,
};

const FILES: &[(&str, Open)] = &[
    ("deployment.export", |receiver, request| {
        Box::pin(async move { data::export(receiver, from_value(&request)?).await })
    }),
    ("deployment.backups.open", |receiver, request| {
        Box::pin(async move { backups::open(receiver, from_value(&request)?).await })
    }),
];

/// Returns the names of all verbs.
pub fn names() -> impl Iterator<Item = &'static str> {
    VERBS.iter().chain(releases::VERBS).map(|(name, _)| *name).chain(FILES.iter().map(|(name, _)| *name))
}

/// Runs a verb.
pub(super) async fn run(name: &str, receiver: Receiver, request: Value) -> Result<Value> {
    let verb = VERBS.iter().chain(releases::VERBS).find(|(verb, _)| *verb == name);
    let (_, run) = verb.ok_or_else(|| Error::invalid_input(format!("unknown operation or verb `{name}`")))?;
    run(receiver, request).await
}

/// Checks if a verb makes no call and can answer at once.
pub(super) fn makes_no_call(name: &str) -> bool {
    ["target", "deployment.confirm"].contains(&name)
}

/// Runs a verb that returns a file.
pub(super) async fn open(name: &str, receiver: Receiver, request: Value) -> Result<Download> {
    let verb = FILES.iter().find(|(verb, _)| *verb == name);
    let (_, open) = verb.ok_or_else(|| Error::invalid_input(format!("`{name}` returns no file")))?;
    open(receiver, request).await
}
