//! `convex-ops mcp`: the gate as tools for agents, over standard input and output.

mod answer;
mod deploy;
mod diff;
mod explain;
mod gate;
mod inputs;
mod releases;
mod server;
mod settings;
mod tool;

use super::deploy::StoreArgs;
use super::exit::Exit;
use super::interrupt;
use super::project::AppArgs;
use crate::error::{Error, Result};
use crate::threads::runtime;
use settings::Settings;

/// Serves the gate as tools for agents, in the Model Context Protocol over standard input and output
#[derive(Debug, clap::Args)]
#[command(long_about = ABOUT, after_help = HELP)]
pub(super) struct Args {
    /// Lets the tool `deploy` change this production deployment, by its name; repeat it for several
    #[arg(long, value_name = "NAME")]
    allow_production: Vec<String>,

    #[command(flatten)]
    store: StoreArgs,

    #[command(flatten)]
    apps: AppArgs,
}

const ABOUT: &str = "\
Serves the gate as tools for agents, in the Model Context Protocol over standard input and output. It is started by the \
agent, in the folder of the project.

Tools that read: check, explain, plan, releases, diff. The tool `deploy` asks the gate first, as the command does, and changes \
preview and development deployments alone. Others must be named by `--allow-production`. No tool changes what the gate \
refuses.";

const HELP: &str = "\
Examples:
  # In the configuration of an agent
  {\"mcpServers\": {\"convex-ops\": {\"command\": \"convex-ops\", \"args\": [\"mcp\"]}}}

  # With deploys to one production deployment
  convex-ops mcp --allow-production happy-otter-123

Exit codes: 0 standard input ended; 2 failed to start; 130 interrupted by a signal.";

pub(super) fn run(args: &Args) -> Result<Exit> {
    // A signal ends the process: nothing that it interrupts leaves half a change.
    let _cancelled_by_signals = interrupt::token();
    let settings = Settings { allowed: args.allow_production.clone(), store: args.store.open(), apps: args.apps };
    runtime().block_on(server::serve(settings)).map_err(|error| {
        Error::invalid_input("cannot serve the Model Context Protocol")
            .caused_by(error)
            .help("start it from an agent: it reads requests from standard input")
    })?;
    Ok(Exit::Clean)
}
