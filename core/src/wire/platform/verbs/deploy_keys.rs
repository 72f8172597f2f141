//! Verbs of deploy keys.

use std::time::Duration;

use serde::Deserialize;

use super::super::receiver::Receiver;
use crate::engine::{Page, PageRequest};
use crate::error::{Error, Result};
use crate::handles::{DeployKey, KeyPreset, NewDeployKey, Rotation};
use crate::model::Action;

pub(super) async fn list(on: Receiver, page: PageRequest) -> Result<Page<DeployKey>> {
    on.deployment()?.deploy_keys().list().page_at(page).await
}

/// Options of a new key: a preset, or the actions that it allows.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct CreateRequest {
    name: String,
    preset: Option<KeyPreset>,
    actions: Option<Vec<Action>>,
    expires_in_ms: Option<u64>,
}

pub(super) async fn create(on: Receiver, new: CreateRequest) -> Result<NewDeployKey> {
    let preset = match (new.preset, new.actions) {
        (Some(preset), None) => preset,
        (None, Some(actions)) => KeyPreset::Only(actions),
        (None, None) => return Err(Error::invalid_input("missing preset or actions of the key")),
        (Some(_), Some(_)) => return Err(Error::invalid_input("both a preset and actions are given: use one of them")),
    };
    let mut create = on.deployment()?.deploy_keys().create(new.name, preset);
    if let Some(time) = new.expires_in_ms {
        create = create.expires_in(Duration::from_millis(time));
    }
    create.await
}

/// The name of a key.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DeleteRequest {
    name: String,
}

pub(super) async fn delete(on: Receiver, request: DeleteRequest) -> Result<bool> {
    on.deployment()?.deploy_keys().delete(&request.name).await
}

/// The name of the key to replace.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct RotationRequest {
    name: String,
    expires_in_ms: Option<u64>,
}

pub(super) async fn start_rotation(on: Receiver, request: RotationRequest) -> Result<Rotation> {
    let expires_in = request.expires_in_ms.map(Duration::from_millis);
    on.deployment()?.deploy_keys().start_rotation(&request.name, expires_in).await
}

pub(super) async fn finish_rotation(on: Receiver, rotation: Rotation) -> Result<()> {
    on.deployment()?.deploy_keys().finish_rotation(&rotation).await
}

pub(super) async fn undo_rotation(on: Receiver, rotation: Rotation) -> Result<()> {
    on.deployment()?.deploy_keys().undo_rotation(&rotation).await
}
