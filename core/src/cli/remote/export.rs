//! `convex-ops export`: the documents of a deployment as a zip.

use std::path::PathBuf;

use clap::ValueHint;
use serde_json::json;

use super::output::OutputArgs;
use super::target::find;
use crate::cli::deployment::TargetArgs;
use crate::cli::exit::Exit;
use crate::error::Result;
use crate::threads::runtime;

/// Exports the documents of a deployment to a zip, as `npx convex export` does
#[derive(Debug, clap::Args)]
#[command(after_help = super::help::HELP, after_long_help = format!("{EXAMPLES}\n\n{}", super::help::HELP))]
pub(in crate::cli) struct Args {
    /// File to write, which must not exist
    #[arg(long, short, value_name = "FILE", default_value = "export.zip", value_hint = ValueHint::FilePath)]
    output: PathBuf,

    /// Includes stored files
    #[arg(long)]
    include_storage: bool,

    /// Exports one component alone, by its path
    #[arg(long, value_name = "PATH")]
    component: Option<String>,

    #[command(flatten)]
    target: TargetArgs,

    #[command(flatten)]
    shown: OutputArgs,
}

const EXAMPLES: &str = "\
Examples:
  convex-ops export --deployment prod --output export.zip
  convex-ops check --live --candidate . --data export.zip";

pub(super) fn run(args: &Args) -> Result<Exit> {
    let chosen = find(&args.target, args.shown, false)?;
    let mut export = chosen.handle().export().include_storage(args.include_storage).reporter(args.shown.reporter());
    if let Some(component) = &args.component {
        export = export.component(component);
    }
    let bytes = runtime().block_on(async { export.await?.save(&args.output).await })?;
    let file = args.output.display().to_string();
    let data = json!({ "deployment": chosen.name, "file": file, "bytes": bytes });
    args.shown.print(&data, || format!("exported {} to {file} ({bytes} bytes)\n", chosen.label()))?;
    Ok(Exit::Clean)
}
