//! `convex-ops bundle`: writes an app as one file.

use std::path::PathBuf;

use clap::ValueHint;

use super::{BundlerArgs, announce, print_notes};
use crate::cli::exit::{self, Exit};
use crate::cli::input::Input;
use crate::cli::{interrupt, output};
use crate::error::{Error, Result};
use crate::source::{ProjectOptions, open_artifact};

/// Bundles an app into an artifact: one file to check and archive, byte-identical for identical code
#[derive(Debug, clap::Args)]
#[command(after_help = exit::HELP, after_long_help = format!("{EXAMPLES}\n\n{}", exit::HELP))]
pub(in crate::cli) struct Args {
    /// Project folder, git revision of it (`git:main`, `git:v1.2:apps/web`), or push request
    #[arg(default_value = ".", value_hint = ValueHint::AnyPath)]
    app: Input,

    #[command(flatten)]
    bundler: BundlerArgs,

    /// Writes to a file instead of standard output
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,

    /// Prints only the artifact
    #[arg(long, short)]
    quiet: bool,
}

const EXAMPLES: &str = "\
Examples:
  # Archive the live version for the next release's check
  convex-ops bundle git:v1.2 --output live.json
  convex-ops check --baseline live.json --candidate .";

pub(in crate::cli) fn run(args: &Args) -> Result<Exit> {
    let cancel = interrupt::token();
    let options = ProjectOptions { bundler: args.bundler.into(), cancel, ..ProjectOptions::default() };
    announce(&format!("bundling {}", args.app), args.quiet);
    let artifact = print_notes(open_artifact(args.app.as_str(), &options)?, &args.app, args.quiet);
    if let Some(refusal) = artifact.refusals().first() {
        let error = Error::invalid_input(format!("Convex refuses this push: {}", refusal.message));
        return Err(error.with_code(refusal.code).in_file(args.app.to_string()));
    }
    let text = artifact.to_file()?;
    match &args.output {
        None => output::print(&text)?,
        Some(file) => {
            output::save(file, &text)?;
            announce(&format!("{}: {} bytes, {}", file.display(), text.len(), artifact.hash()?), args.quiet);
        }
    }
    Ok(Exit::Clean)
}
