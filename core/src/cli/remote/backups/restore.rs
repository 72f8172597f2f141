//! `convex-ops backups restore`.

use serde_json::json;

use super::list::get;
use super::which::{Which, which};
use crate::cli::deployment::choose;
use crate::cli::exit::Exit;
use crate::cli::remote::shared::Change;
use crate::cli::remote::target::find;
use crate::deployment_selection::Command;
use crate::error::Result;
use crate::handles::ChangeKind;
use crate::threads::runtime;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Number of the backup, or `latest`
    #[arg(value_parser = which)]
    backup: Which,

    /// Deployment that was backed up, by its selector [default: the one that is restored]
    #[arg(long, value_name = "DEPLOYMENT")]
    from: Option<String>,

    #[command(flatten)]
    change: Change,
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let Change { confirm, shared } = &args.change;
    let chosen = find(&shared.target, shared.output, true)?;
    let handle = confirm.on_platform(&chosen, ChangeKind::Sweeping)?;
    let (backup, documents) = runtime().block_on(async {
        let source = match &args.from {
            None => handle.clone(),
            Some(from) => choose(&shared.target.with_deployment(from), Command::Other, false).await?.on_platform(),
        };
        let backup = get(&source, args.backup).await?;
        let restored = handle.restore(backup.id).reporter(shared.output.reporter()).await?;
        Ok::<_, crate::error::Error>((backup, restored.documents))
    })?;
    let (id, from) = (backup.id, &backup.deployment_name);
    let data = json!({ "deployment": chosen.name, "backup": id, "from": from, "documents": documents });
    shared
        .output
        .print(&data, || format!("restored backup {id} of {from} to {}: {documents} documents\n", chosen.label()))?;
    Ok(Exit::Clean)
}
