//! Backups and restores, and their failures.

use super::super::killed::open;
use super::super::{DAY, at, refused};
use super::{Data, World, object, schema};
use convex_ops::ErrorKind;
use convex_ops::api::backups::*;
use convex_ops::api::deployments::DeleteDeployment;
use convex_ops::api::imports::ImportMode::{Replace, RequireEmpty};
use convex_ops::model::{CloudBackupId, TeamPlan};
use serde_json::{Value, json};
use std::path::Path;

impl Data {
    /// Requests a backup.
    #[track_caller]
    pub(super) fn back_up(&self) -> CloudBackupId {
        self.world.call(RequestCloudBackup { deployment_id: self.deployment, include_storage: false }).id
    }

    #[track_caller]
    pub(super) fn restore(&self, id: CloudBackupId) {
        self.world.call(RestoreFromCloudBackup { deployment_id: self.deployment, id });
    }

    pub(super) fn backups(&self) -> Vec<CloudBackup> {
        self.world.call(ListCloudBackups { deployment_id: self.deployment })
    }

    fn backup(&self, cloud_backup_id: CloudBackupId) -> CloudBackup {
        self.world.call(GetCloudBackup { cloud_backup_id })
    }

    /// Returns the latest import.
    #[track_caller]
    fn last_import(&self) -> Value {
        let list = json!({"path": "_system/cli/queryImport:list", "args": {}, "format": "json"});
        self.call("runQuery", list)["value"][0].clone()
    }
}

#[test]
fn restore_replaces_documents_with_backup() {
    let data = Data::new();
    data.lines("users", RequireEmpty, "{\"name\": \"Ada\"}\n{\"name\": \"Bob\"}");
    data.lines("notes", RequireEmpty, "{}");
    let before = data.export();
    let backup = data.back_up();
    data.lines("users", Replace, "{\"name\": \"Eve\"}");
    data.lines("later", RequireEmpty, "{}");
    for _ in 0..2 {
        data.restore(backup);
        assert_eq!(data.export(), before, "the backup remains and can be restored again");
    }
    let restored = data.last_import();
    assert_eq!(restored["state"]["state"], "completed");
    assert_eq!(restored["requestor"]["type"], "cloudRestore");
    assert!(restored["state"].get("message_to_confirm").is_none());
}

#[test]
fn schema_mismatch_in_restore_changes_nothing() {
    let data = Data::new();
    data.lines("users", RequireEmpty, "{\"name\": 1}");
    data.lines("notes", RequireEmpty, "{}");
    let backup = data.back_up();
    data.lines("users", Replace, "{\"name\": \"Ada\"}");
    data.push(&schema("users", &object(&[("name", "string")])));
    let before = data.export();
    data.restore(backup);
    assert_eq!(data.export(), before);
    let failed = &data.last_import()["state"];
    assert_eq!(failed["state"], "failed");
    assert!(failed["error_message"].as_str().unwrap().contains("because it does not match the schema"), "{failed}");
}

#[test]
fn restore_of_deleted_backup_changes_nothing() {
    let data = Data::new();
    let empty = data.back_up();
    data.lines("users", RequireEmpty, "{}");
    let before = data.export();
    data.platform().admin().hold_work(true).unwrap();
    data.restore(empty);
    data.world.call(DeleteCloudBackup { cloud_backup_id: empty });
    data.platform().admin().hold_work(false).unwrap();
    assert_eq!(data.last_import()["state"]["state"], "failed");
    assert_eq!(data.export(), before);
    data.platform().admin().check_store().unwrap();
}

/// Opens the same store as another process would.
fn reopened(data: Data, path: &Path) -> Data {
    let Data { world: World { platform, first, me }, deployment, key, key_text } = data;
    drop(platform);
    Data { world: World { platform: open(path), first, me }, deployment, key, key_text }
}

#[test]
fn interrupted_backups_and_restores_resume() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("platform.db");
    let data = Data::of(World::of(open(&path)));
    let first = data.back_up();
    data.lines("users", RequireEmpty, "{}");
    let before = data.export();
    data.platform().admin().hold_work(true).unwrap();
    data.restore(first);
    let second = data.back_up();
    let data = reopened(data, &path);
    data.platform().admin().hold_work(false).unwrap();
    assert_eq!(data.last_import()["state"]["state"], "completed");
    assert!(data.documents("users").is_empty());
    // It was made before the restore of the other.
    data.restore(second);
    assert_eq!(data.export(), before);
}

#[test]
fn repeatedly_interrupted_backup_fails_and_uses_no_space() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("platform.db");
    let mut data = Data::of(World::of(open(&path)));
    data.back_up();
    data.platform().admin().hold_work(true).unwrap();
    let interrupted = data.back_up();
    for _ in 0..5 {
        data = reopened(data, &path);
        assert_eq!(data.backup(interrupted).state, CloudBackupState::Requested);
    }
    let data = reopened(data, &path);
    data.platform().admin().hold_work(false).unwrap();
    assert_eq!(data.backup(interrupted).state, CloudBackupState::Failed);
    assert_eq!(data.backup(interrupted).snapshot_id, None);
    data.back_up();
}

#[test]
fn deleting_deployment_deletes_its_backups() {
    let data = Data::new();
    let backup = data.back_up();
    let deployment_name = data.backup(backup).source_deployment_name;
    data.world.call(DeleteDeployment { deployment_name });
    let gone = data.platform().call(&data.world.me, GetCloudBackup { cloud_backup_id: backup });
    refused(gone, ErrorKind::NotFound, "BackupNotFound");
    data.platform().admin().check_store().unwrap();
}

#[test]
fn due_backup_is_made_on_next_call() {
    let data = Data::of(World::on(TeamPlan::Professional));
    data.lines("users", RequireEmpty, "{}");
    let cronspec = "0 0 * * *".to_owned();
    let (deployment_id, expiration_delta_secs, include_storage) = (data.deployment, Some(3_600), None);
    data.world.call(ConfigurePeriodicBackup { deployment_id, cronspec, expiration_delta_secs, include_storage });
    data.world.pass(DAY);
    // Any call by any member, even one that only reads.
    data.last_import();
    let made = data.platform().admin().now().unwrap();
    data.world.pass(3_600_000 - 1);
    let [backup] = data.backups().try_into().unwrap();
    assert_eq!((backup.requested_time, backup.expiration_time), (at(made), at(made + 3_600_000)));
    assert_eq!(backup.state, CloudBackupState::Complete);
    data.lines("users", Replace, "{}\n{}");
    data.restore(backup.id);
    assert_eq!(data.documents("users").len(), 1);
}
