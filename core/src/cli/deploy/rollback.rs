//! `convex-ops rollback`: goes back to an earlier release.

use super::environment;
use super::output::{OutputArgs, line};
use super::release_args::ReleaseArgs;
use crate::cli::deployment::{TargetArgs, choose};
use crate::cli::exit::Exit;
use crate::cli::interrupt;
use crate::deployment_selection::Command;
use crate::error::{Error, Result};
use crate::handles::ChangeKind;
use crate::release::{Deploying as _, Drifted};
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
    let (cancel, store) = (interrupt::token(), args.release.store.open());
    let chosen = runtime().block_on(choose(&args.target, Command::Deploy, !args.release.dry_run))?;
    args.release.output.announce(&chosen)?;
    let handle = args.release.handle(&chosen, &args.release.confirm, ChangeKind::Sweeping)?;
    let to = store.get(&chosen.name, args.to)?;
    let no_export = || -> Result<Surface> {
        Err(Error::invalid_input("cannot check an export before a rollback").help("use `--data live` or `--data none`"))
    };
    let mut rollback = handle
        .rollback(&to, &store)
        .gate(args.release.gate.options(args.release.apps, &cancel, no_export)?)
        .guards(args.release.guard.options()?)
        .backup_by(args.release.backup_handle(&chosen))
        .dry_run(args.release.dry_run)
        .on_event(args.release.output.events());
    if let Some(message) = &args.message {
        rollback = rollback.message(message.clone());
    }
    if let Some(author) = environment::author() {
        rollback = rollback.author(author);
    }
    let drifted = runtime().block_on(rollback.drifted())?;
    print_drifted(args.release.output, &drifted, args.to)?;
    let outcome = runtime().block_on(rollback.into_future())?;
    args.release.output.outcome(&chosen.name, &outcome, args.release.gate.fail_on.0, false)
}

/// Prints what changed besides code.
fn print_drifted(output: OutputArgs, drifted: &Drifted, to: u32) -> Result<()> {
    if output.json {
        return line(&serde_json::json!({ "event": "drifted", "since": to, "changes": drifted }));
    }
    for (names, what) in [(&drifted.added_variables, "added"), (&drifted.removed_variables, "removed")] {
        if let Some(names) = names.as_ref().filter(|names| !names.is_empty()) {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            output.say(&format!("environment variables {what} since release {to}: {}", names.join(", ")));
        }
    }
    Ok(())
}
