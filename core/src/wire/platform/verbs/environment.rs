//! Verbs of environment variables.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::super::receiver::Receiver;
use super::teams::NoArguments;
use crate::error::Result;
use crate::keys::Secret;

pub(super) async fn get(on: Receiver, _: NoArguments) -> Result<BTreeMap<String, Secret>> {
    on.deployment()?.environment().list().await
}

/// New values by name. `null` removes a variable.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Update {
    changes: BTreeMap<String, Option<Secret>>,
}

pub(super) async fn update(on: Receiver, update: Update) -> Result<()> {
    on.deployment()?.environment().update(update.changes).await
}

pub(super) async fn get_default(on: Receiver, _: NoArguments) -> Result<BTreeMap<String, Secret>> {
    on.project()?.default_environment().list().await
}

pub(super) async fn update_default(on: Receiver, update: Update) -> Result<()> {
    on.project()?.default_environment().update(update.changes).await
}
