//! `convex-ops surface`: what others depend on.

use std::path::PathBuf;

use clap::ValueHint;

use super::{BundlerArgs, announce, options, taken};
use crate::cli::exit::{self, Exit};
use crate::cli::input::Input;
use crate::cli::{interrupt, output};
use crate::error::Result;
use crate::source::open_analysis;

/// Evaluates an app and writes its surface: its schema, functions, routes, crons and components, in JSON
#[derive(Debug, clap::Args)]
#[command(after_help = exit::HELP)]
pub(in crate::cli) struct Args {
    /// A project's folder, a git revision of it (`git:main`), the request of a push, or an artifact
    #[arg(default_value = ".", value_hint = ValueHint::AnyPath)]
    app: Input,

    #[command(flatten)]
    bundler: BundlerArgs,

    /// The file to write, instead of standard output
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,

    /// Writes nothing but the surface
    #[arg(long, short)]
    quiet: bool,
}

pub(in crate::cli) fn run(args: &Args) -> Result<Exit> {
    announce(&format!("evaluating {}", args.app), args.quiet);
    let analysis = open_analysis(args.app.as_str(), &options(args.bundler, &interrupt::token())?)?;
    let analysis = taken(analysis, &args.app, args.quiet);
    let text = analysis.surface_file().map_err(|error| error.in_file(args.app.to_string()))? + "\n";
    match &args.output {
        None => output::print(&text)?,
        Some(file) => output::save(file, &text)?,
    }
    Ok(Exit::Clean)
}
