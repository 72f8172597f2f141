//! `convex-ops surface`: writes an app's surface.

use std::path::PathBuf;

use clap::ValueHint;

use super::{AppArgs, announce, options, print_notes};
use crate::cli::environment::EnvironmentArgs;
use crate::cli::exit::{self, Exit};
use crate::cli::input::Input;
use crate::cli::{interrupt, output};
use crate::error::{Error, Result};
use crate::source::open_analysis;

/// Evaluates an app and writes its surface: schema, functions, routes, crons and components, as JSON
#[derive(Debug, clap::Args)]
#[command(after_help = exit::HELP)]
pub(in crate::cli) struct Args {
    /// Project folder, git revision of it (`git:main`), push request, or artifact
    #[arg(default_value = ".", value_hint = ValueHint::AnyPath)]
    app: Input,

    #[command(flatten)]
    apps: AppArgs,

    #[command(flatten)]
    environment: EnvironmentArgs,

    /// Environment variables with their values, as `NAME=value` lines. Modules are evaluated with them
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Evidence")]
    env_file: Option<Input>,

    /// Writes to a file instead of standard output
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,

    /// Prints only the surface
    #[arg(long, short)]
    quiet: bool,
}

pub(in crate::cli) fn run(args: &Args) -> Result<Exit> {
    announce(&format!("evaluating {}", args.app), args.quiet);
    let options = options(args.apps, &args.environment.read(args.env_file.as_ref())?, &interrupt::token())?;
    let analysis = open_analysis(args.app.as_str(), &options)?;
    let analysis = print_notes(analysis, &args.app, args.quiet);
    if let Some(problem) = analysis.first_problem() {
        return Err(Error::invalid_input(problem).in_file(args.app.to_string()));
    }
    let text = analysis.surface_file().map_err(|error| error.in_file(args.app.to_string()))? + "\n";
    match &args.output {
        None => output::print(&text)?,
        Some(file) => output::save(file, &text)?,
    }
    Ok(Exit::Clean)
}
