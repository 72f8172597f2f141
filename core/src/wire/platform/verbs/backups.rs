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
pub(super) struct BackupRequest {
    id: CloudBackupId,
}

pub(super) async fn get(on: Receiver, request: BackupRequest) -> Result<Backup> {
    on.deployment()?.backups().get(request.id).await
}

/// Options of a new backup.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct CreateRequest {
    #[serde(default)]
    include_storage: bool,
}

pub(super) async fn begin(on: Receiver, new: CreateRequest) -> Result<Backup> {
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
    let waiting = on.deployment()?.backups().wait(wait.id).reporter(on.reporter);
    match wait.timeout_ms {
        Some(timeout) => waiting.timeout(Duration::from_millis(timeout)).await,
        None => waiting.await,
    }
}

/// A backup, and the file to write.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SaveRequest {
    id: CloudBackupId,
    path: PathBuf,
}

pub(super) async fn save(on: Receiver, save: SaveRequest) -> Result<u64> {
    on.deployment()?.backups().open(save.id).await?.reporter(on.reporter).save(save.path).await
}

pub(super) async fn open(on: Receiver, request: BackupRequest) -> Result<Download> {
    on.deployment()?.backups().open(request.id).await
}

pub(super) async fn delete(on: Receiver, request: BackupRequest) -> Result<bool> {
    on.deployment()?.backups().delete(request.id).await
}

pub(super) async fn cancel(on: Receiver, request: BackupRequest) -> Result<()> {
    on.deployment()?.backups().cancel(request.id).await
}

pub(super) async fn restore(on: Receiver, request: BackupRequest) -> Result<Copied> {
    on.deployment()?.restore(request.id).reporter(on.reporter).await
}
