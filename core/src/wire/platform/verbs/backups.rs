//! Verbs of backups.

use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;

use super::super::receiver::Receiver;
use crate::engine::{Page, PageRequest};
use crate::error::Result;
use crate::handles::{Backup, Copied, Download};
use crate::model::CloudBackupId;

pub(super) async fn list(on: Receiver, page: PageRequest) -> Result<Page<Backup>> {
    on.deployment()?.backups().list().page_at(page).await
}

/// A backup.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct One {
    id: CloudBackupId,
}

pub(super) async fn get(on: Receiver, one: One) -> Result<Backup> {
    on.deployment()?.backups().get(one.id).await
}

/// Options of a new backup.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct New {
    #[serde(default)]
    include_storage: bool,
}

pub(super) async fn begin(on: Receiver, new: New) -> Result<Backup> {
    on.deployment()?.backups().begin(new.include_storage).await
}

/// A backup to wait for.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Wait {
    id: CloudBackupId,
    timeout_ms: Option<u64>,
}

pub(super) async fn wait(on: Receiver, wait: Wait) -> Result<Backup> {
    on.deployment()?.backups().wait(wait.id, wait.timeout_ms.map(Duration::from_millis)).await
}

/// A backup, and the file to write.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Save {
    id: CloudBackupId,
    path: PathBuf,
}

pub(super) async fn save(on: Receiver, save: Save) -> Result<u64> {
    on.deployment()?.backups().open(save.id).await?.save(save.path).await
}

pub(super) async fn open(on: Receiver, one: One) -> Result<Download> {
    on.deployment()?.backups().open(one.id).await
}

pub(super) async fn delete(on: Receiver, one: One) -> Result<bool> {
    on.deployment()?.backups().delete(one.id).await
}

pub(super) async fn cancel(on: Receiver, one: One) -> Result<()> {
    on.deployment()?.backups().cancel(one.id).await
}

pub(super) async fn restore(on: Receiver, one: One) -> Result<Copied> {
    on.deployment()?.restore(one.id).await
}
