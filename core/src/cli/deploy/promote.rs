//! `convex-ops promote`: deploys a release to other deployments.

use super::environment;
use super::release_args::ReleaseArgs;
use crate::cli::deployment::{TargetArgs, choose};
use crate::cli::exit::Exit;
use crate::cli::interrupt;
use crate::deployment_selection::Command;
use crate::error::{Error, ErrorKind, Result};
use crate::handles::ChangeKind;
use crate::release::{Promotion, Release, ReleaseStore};
use crate::surface::Surface;
use crate::threads::runtime;

/// Deploys a release to other deployments: all are checked first, then deployed in order
#[derive(Debug, clap::Args)]
#[command(after_help = super::HELP)]
pub(in crate::cli) struct Args {
    /// Deployment whose release is promoted: its name, or as `--deployment` of `deploy`
    #[arg(long, value_name = "DEPLOYMENT")]
    from: String,

    /// Number of the release [default: the latest that is live]
    #[arg(long = "release", value_name = "NUMBER")]
    number: Option<u32>,

    /// Deployment to deploy to, as `--deployment` of `deploy`; repeat it for several
    #[arg(long, value_name = "DEPLOYMENT", required = true)]
    to: Vec<String>,

    /// Message for Convex's audit log and the releases [default: that of the release]
    #[arg(long, value_name = "TEXT")]
    message: Option<String>,

    #[command(flatten)]
    release: ReleaseArgs,
}

pub(in crate::cli) fn run(args: &Args) -> Result<Exit> {
    let (cancel, store) = (interrupt::token(), args.release.store.open());
    let release = find(&store, args)?;
    let (mut targets, mut backups) = (Vec::new(), Vec::new());
    for to in &args.to {
        let chosen = runtime().block_on(choose(&TargetArgs::named(to), Command::Deploy, !args.release.dry_run))?;
        args.release.output.announce(&chosen)?;
        let own: Vec<String> = args.release.confirm.iter().filter(|name| **name == chosen.name).cloned().collect();
        backups.extend(args.release.backup_handle(&chosen));
        targets.push(args.release.handle(&chosen, &own, ChangeKind::Ordinary)?);
    }
    let no_export = || -> Result<Surface> {
        Err(Error::invalid_input("cannot check an export before a promotion")
            .help("use `--data live` or `--data none`"))
    };
    let mut promotion = Promotion::new(&release, store, &targets)?
        .gate(args.release.gate.options(args.release.apps, &cancel, no_export)?)
        .guards(args.release.guard.options()?)
        .backups_by(backups)
        .dry_run(args.release.dry_run)
        .on_event(args.release.output.events());
    if let Some(message) = &args.message {
        promotion = promotion.message(message.clone());
    }
    if let Some(author) = environment::author() {
        promotion = promotion.author(author);
    }
    let promoted = runtime().block_on(promotion.into_future())?;
    let mut exit = Exit::Clean;
    for (name, outcome) in &promoted.outcomes {
        let this = args.release.output.outcome(name, outcome, args.release.gate.fail_on.0, false)?;
        if this != Exit::Clean {
            exit = this;
        }
    }
    for name in &promoted.left {
        args.release.output.say(&format!("not changed: {name}"));
    }
    match promoted.failed {
        Some((_, error)) => Err(error),
        None => Ok(exit),
    }
}

/// Finds the release to promote. A deployment that the store knows by name needs no look-up.
fn find(store: &ReleaseStore, args: &Args) -> Result<Release> {
    let name = if store.deployments()?.contains(&args.from) {
        args.from.clone()
    } else {
        runtime().block_on(choose(&TargetArgs::named(&args.from), Command::Other, false))?.name
    };
    match args.number {
        Some(number) => store.get(&name, number),
        None => store.latest(&name)?.ok_or_else(|| {
            Error::new(ErrorKind::NotFound, format!("no release of `{name}` is in the store"))
                .with_code("ReleaseNotFound")
                .help("deploy to it first, or name another store with `--releases`")
        }),
    }
}
