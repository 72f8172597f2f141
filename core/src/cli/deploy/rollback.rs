//! `convex-ops rollback`: goes back to an earlier release.

use super::release_args::ReleaseArgs;
use crate::cli::deployment::{TargetArgs, choose};
use crate::cli::exit::Exit;
use crate::cli::interrupt;
use crate::deployment_selection::Command;
use crate::error::{Error, Result};
use crate::handles::ChangeKind;
use crate::release::Deploying as _;
use crate::surface::Surface;
use crate::threads::runtime;

/// Goes back to an earlier release, if its code can run on the data, scheduled calls and clients of today
#[derive(Debug, clap::Args)]
#[command(after_help = super::HELP)]
pub(in crate::cli) struct Args {
    /// Number of the release to go back to
    #[arg(long, value_name = "NUMBER")]
    to: u32,

    #[command(flatten)]
    target: TargetArgs,

    /// Message for Convex's audit log and the releases
    #[arg(long, value_name = "TEXT")]
    message: Option<String>,

    #[command(flatten)]
    release: ReleaseArgs,
}

pub(in crate::cli) fn run(args: &Args) -> Result<Exit> {
    let cancel = interrupt::token();
    let chosen = runtime().block_on(choose(&args.target, Command::Deploy, !args.release.dry_run))?;
    args.release.output.announce(&chosen)?;
    let handle = args.release.handle(&chosen, &args.release.confirm, ChangeKind::Sweeping)?;
    let no_export = || -> Result<Surface> {
        Err(Error::invalid_input("cannot check an export before a rollback").help("use `--data live` or `--data none`"))
    };
    let gate = args.release.gate.options(args.release.apps, &cancel, no_export)?;
    let mut rollback = handle.rollback(args.to).backup_by(args.release.backup_handle(&chosen));
    if let Some(message) = &args.message {
        rollback = rollback.message(message.clone());
    }
    args.release.run(&chosen.name, rollback, gate, false)
}
