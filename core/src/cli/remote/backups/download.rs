//! `convex-ops backups download`.

use std::path::PathBuf;

use clap::ValueHint;
use serde_json::json;

use super::list::get;
use super::which::{Which, which};
use crate::cli::exit::Exit;
use crate::cli::remote::shared::Shared;
use crate::cli::remote::target::find;
use crate::error::Result;
use crate::threads::runtime;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Number of the backup, or `latest`
    #[arg(value_parser = which)]
    backup: Which,

    /// File to write, which must not exist [default: backup-NUMBER.zip]
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,

    #[command(flatten)]
    shared: Shared,
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let output = args.shared.output;
    let chosen = find(&args.shared.target, output, false)?;
    let handle = chosen.on_platform();
    let (id, file, bytes) = runtime().block_on(async {
        let backup = get(&handle, args.backup).await?;
        let file = args.output.clone().unwrap_or_else(|| format!("backup-{}.zip", backup.id).into());
        let bytes = handle.backups().open(backup.id).await?.reporter(output.reporter()).save(&file).await?;
        Ok::<_, crate::error::Error>((backup.id, file, bytes))
    })?;
    let file = file.display().to_string();
    let data = json!({ "backup": id, "file": file, "bytes": bytes });
    output.print(&data, || format!("wrote backup {id} of {} to {file} ({bytes} bytes)\n", chosen.label()))?;
    Ok(Exit::Clean)
}
