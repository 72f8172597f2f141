//! `convex-ops drift`: compares what is live with the latest release.

use std::fmt::Write as _;

use serde_json::json;

use super::store_args::StoreArgs;
use crate::cli::deployment::{TargetArgs, choose};
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::compat::report::render::inert;
use crate::deployment_selection::Command;
use crate::error::Result;
use crate::release::Drift;
use crate::threads::runtime;

/// Compares what is live with the latest release: modules, schemas, functions, routes, crons, names of environment variables
#[derive(Debug, clap::Args)]
#[command(after_help = HELP, after_long_help = format!("{EXAMPLES}\n\n{HELP}"))]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    target: TargetArgs,

    /// Prints JSON
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    store: StoreArgs,
}

const EXAMPLES: &str = "\
Examples:
  # Each night, with a key that can only read
  convex-ops drift --deployment happy-otter-123 --releases /srv/releases";

const HELP: &str = "\
Exit codes:
    0  the latest release is what is live
    1  something else is live
    2  invalid input or another error; details are on standard error
    3  the deployment could not be reached";

pub(in crate::cli) fn run(args: &Args) -> Result<Exit> {
    let store = args.store.open();
    let chosen = runtime().block_on(choose(&args.target, Command::Deploy, false))?;
    let drift = runtime().block_on(store.drift(chosen.handle()))?;
    if args.json {
        output::print(&format!("{}\n", json!(drift)))?;
    } else {
        output::print(&describe(&drift))?;
    }
    Ok(if drift.differences.is_empty() { Exit::Clean } else { Exit::Findings })
}

fn describe(drift: &Drift) -> String {
    let name = inert(&drift.deployment);
    let mut text = match drift.differences.len() {
        0 => format!("release {} is live on {name}\n", drift.release),
        1 => format!("1 difference between release {} and what is live on {name}:\n", drift.release),
        more => format!("{more} differences between release {} and what is live on {name}:\n", drift.release),
    };
    for difference in &drift.differences {
        let _ = writeln!(text, "  {}", inert(&difference.to_string()));
    }
    for number in &drift.unfinished {
        let _ = writeln!(text, "release {number} has no known end; the next deploy finds out");
    }
    for part in &drift.not_compared {
        let _ = writeln!(text, "not compared: {}", inert(part));
    }
    text
}
