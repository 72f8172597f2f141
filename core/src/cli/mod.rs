//! The `convex-ops` command: arguments, files and exit codes. The layers below do the work.

mod check;
mod completions;
#[cfg(all(feature = "client", feature = "serve"))]
mod dashboard;
#[cfg(not(all(feature = "client", feature = "serve")))]
#[path = "dashboard_disabled.rs"]
mod dashboard;
#[cfg(all(feature = "client", feature = "eval"))]
mod deploy;
#[cfg(not(all(feature = "client", feature = "eval")))]
#[path = "deploy_disabled.rs"]
mod deploy;
mod deployment;
mod environment;
mod error_report;
mod exit;
mod explain;
mod init;
mod input;
mod interrupt;
mod json_lines;
#[cfg(feature = "client")]
mod live;
#[cfg(not(feature = "client"))]
#[path = "live_disabled.rs"]
mod live;
mod man;
#[cfg(feature = "mcp")]
mod mcp;
#[cfg(not(feature = "mcp"))]
#[path = "mcp_disabled.rs"]
mod mcp;
mod output;
mod plan;
mod policy;
#[cfg(feature = "eval")]
mod project;
#[cfg(not(feature = "eval"))]
#[path = "project_disabled.rs"]
mod project;
mod rehearse;
#[cfg(feature = "client")]
mod remote;
#[cfg(not(feature = "client"))]
#[path = "remote_disabled.rs"]
mod remote;
#[cfg(feature = "serve")]
mod serve;
#[cfg(not(feature = "serve"))]
#[path = "serve_disabled.rs"]
mod serve;
mod size;
mod subset;
mod time;
mod validate;
mod verify;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{CommandFactory as _, Parser, Subcommand};

/// Checks that a change to a Convex app breaks no data, client or scheduled call.
#[derive(Debug, Parser)]
#[command(name = "convex-ops", version, styles = STYLES, propagate_version = true, arg_required_else_help = true)]
#[command(max_term_width = 100, after_help = exit::HELP)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(Box<check::Args>),
    Plan(Box<plan::Args>),
    Deploy(Box<deploy::DeployArgs>),
    Releases(deploy::ReleasesArgs),
    Rollback(Box<deploy::RollbackArgs>),
    Promote(Box<deploy::PromoteArgs>),
    Drift(Box<deploy::DriftArgs>),
    #[command(flatten)]
    Remote(remote::Command),
    Rehearse(rehearse::Args),
    Bisect(project::BisectArgs),
    Bundle(project::BundleArgs),
    Surface(project::SurfaceArgs),
    #[command(name = project::EVALUATE, hide = true)]
    Evaluate,
    #[command(name = project::RUN_NODE, hide = true)]
    RunNode(project::RunNodeArgs),
    Subset(subset::Args),
    Validate(validate::Args),
    Verify(verify::Args),
    Explain(explain::Args),
    Accept(policy::accept::Args),
    Policy(policy::Args),
    Init(init::Args),
    Serve(serve::Args),
    Mcp(mcp::Args),
    Dashboard(dashboard::Args),
    Completions(completions::Args),
    Man(man::Args),
}

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// Runs the command with the arguments of the process and returns the exit code.
#[must_use]
pub fn run() -> i32 {
    let outcome = match Cli::parse().command {
        Command::Check(args) => check::run(&args),
        Command::Plan(args) => plan::run(&args),
        Command::Deploy(args) => deploy::deploy(&args),
        Command::Releases(args) => deploy::releases(&args),
        Command::Rollback(args) => deploy::rollback(&args),
        Command::Promote(args) => deploy::promote(&args),
        Command::Drift(args) => deploy::drift(&args),
        Command::Remote(command) => remote::run(&command),
        Command::Rehearse(args) => rehearse::run(&args),
        Command::Bisect(args) => project::bisect(&args),
        Command::Bundle(args) => project::bundle(&args),
        Command::Surface(args) => project::surface(&args),
        Command::Evaluate => project::evaluate(),
        Command::RunNode(args) => project::run_node(&args),
        Command::Subset(args) => subset::run(&args),
        Command::Validate(args) => validate::run(&args),
        Command::Verify(args) => verify::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Accept(args) => policy::accept::run(&args),
        Command::Policy(args) => policy::run(&args),
        Command::Init(args) => init::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Mcp(args) => mcp::run(&args),
        Command::Dashboard(args) => dashboard::run(&args),
        Command::Completions(args) => completions::run(&args, &mut Cli::command()),
        Command::Man(args) => man::run(&args, Cli::command()),
    };
    outcome.unwrap_or_else(|error| error_report::print(&error)).code()
}
