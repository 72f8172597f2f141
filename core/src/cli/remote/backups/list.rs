//! `convex-ops backups list` and `delete`, and the look-up of a backup.

use serde_json::json;

use super::which::{Which, which};
use crate::api::backups::CloudBackupState;
use crate::cli::exit::Exit;
use crate::cli::remote::output::table;
use crate::cli::remote::shared::{Change, Shared};
use crate::cli::remote::target::find;
use crate::cli::remote::times::show;
use crate::error::{Error, ErrorKind, Result};
use crate::handles::{Backup, ChangeKind, DeploymentHandle};
use crate::threads::runtime;

#[derive(Debug, clap::Args)]
pub(super) struct DeleteArgs {
    /// Number of the backup, or `latest`
    #[arg(value_parser = which)]
    backup: Which,

    #[command(flatten)]
    change: Change,
}

pub(super) fn run(args: &Shared) -> Result<Exit> {
    let chosen = find(&args.target, args.output, false)?;
    let backups = runtime().block_on(chosen.on_platform().backups().list().all())?;
    args.output.print(&backups, || table(&backups.iter().map(row).collect::<Vec<_>>()))?;
    Ok(Exit::Clean)
}

/// Describes a backup.
pub(super) fn row(backup: &Backup) -> Vec<String> {
    let storage = if backup.include_storage { "with stored files" } else { "documents" };
    vec![
        backup.id.to_string(),
        backup.deployment_name.clone(),
        show(backup.created),
        backup.state.to_string(),
        format!("expires {}", show(backup.expires)),
        storage.to_owned(),
    ]
}

/// Finds a backup of a deployment.
pub(super) async fn get(deployment: &DeploymentHandle, which: Which) -> Result<Backup> {
    let Which::Id(id) = which else {
        let all = deployment.backups().list().all().await?;
        let complete = all.into_iter().find(|backup| backup.state == CloudBackupState::Complete);
        return complete.ok_or_else(|| {
            Error::new(ErrorKind::NotFound, "complete backup not found")
                .help("create one with `convex-ops backups create`")
        });
    };
    deployment.backups().get(id).await
}

pub(super) fn delete(args: &DeleteArgs) -> Result<Exit> {
    let Change { confirm, shared } = &args.change;
    let chosen = find(&shared.target, shared.output, true)?;
    let handle = confirm.on_platform(&chosen, ChangeKind::Ordinary)?;
    let id = runtime().block_on(async {
        let backup = get(&handle, args.backup).await?;
        handle.backups().delete(backup.id).await.map(|_| backup.id)
    })?;
    let data = json!({ "deployment": chosen.name, "deleted": id });
    shared.output.print(&data, || format!("deleted backup {id} of {}\n", chosen.label()))?;
    Ok(Exit::Clean)
}
