//! `convex-ops promote`: deploys a release to other deployments.

use super::environment;
use super::release_args::ReleaseArgs;
use crate::cli::deployment::{TargetArgs, choose};
use crate::cli::exit::Exit;
use crate::cli::interrupt;
use crate::deployment_selection::Command;
use crate::error::{Error, Result};
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
    let (output, fail_on) = (args.release.output, args.release.gate.fail_on.0);
    let mut promotion = Promotion::new(&release, targets)
        .store(store)
        .gate(args.release.gate.options(args.release.apps, &cancel, no_export)?)
        .guards(args.release.guard.options()?)
        .backups_by(backups)
        .on_event(output.events());
    if let Some(message) = &args.message {
        promotion = promotion.message(message.clone());
    }
    if let Some(author) = environment::author() {
        promotion = promotion.author(author);
    }
    if args.release.dry_run {
        let mut exit = Exit::Clean;
        for dry_run in runtime().block_on(promotion.dry_run().into_future())? {
            let name = dry_run.announcement.deployment.clone();
            let this = output.dry_run(&name, dry_run, fail_on)?;
            exit = if this == Exit::Clean { exit } else { this };
        }
        return Ok(exit);
    }
    let promoted = match runtime().block_on(promotion.into_future()) {
        Ok(promoted) => promoted,
        Err(error) => return output.deployed("", Err(error), fail_on, false),
    };
    for release in promoted.releases {
        let name = release.deployment.clone();
        output.deployed(&name, Ok(release), fail_on, false)?;
    }
    for name in &promoted.left {
        output.say(&format!("not changed: {name}"));
    }
    match promoted.failed {
        Some((name, error)) => output.deployed(&name, Err(error), fail_on, false),
        None => Ok(Exit::Clean),
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
        None => store.latest(&name)?.ok_or_else(|| store.no_release(&name)),
    }
}
