//! Stand-ins for builds that cannot evaluate apps.

use super::environment::Environment;
use super::exit::Exit;
use super::input::Input;
use crate::cancel::Cancel;
use crate::compat::report::Report;
use crate::error::{Error, ErrorKind, Result};
use crate::source::read_text;
use crate::surface::Surface;

/// The name of the subcommand that becomes Node.
pub(super) const RUN_NODE: &str = "run-node";

/// No arguments: this build runs no modules.
#[derive(Debug, clap::Args)]
pub(super) struct RunNodeArgs {}

/// Refuses: this build runs no modules.
pub(super) fn run_node(_: &RunNodeArgs) -> Result<Exit> {
    Err(unsupported())
}

/// The name of the subcommand that evaluates.
pub(super) const EVALUATE: &str = "evaluate";

/// Finds the commit that brought a finding in (not in this build)
#[derive(Debug, clap::Args)]
pub(super) struct BisectArgs {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    _all: Vec<String>,
}

/// Bundles an app into an artifact (not in this build)
#[derive(Debug, clap::Args)]
pub(super) struct BundleArgs {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    _all: Vec<String>,
}

/// Evaluates an app and writes its surface (not in this build)
#[derive(Debug, clap::Args)]
pub(super) struct SurfaceArgs {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    _all: Vec<String>,
}

/// No arguments: this build has no bundler.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct AppArgs {}

/// Opens both sides of a check: surfaces, schemas or function specs.
pub(super) fn open_both(
    baseline: &Input,
    candidate: &Input,
    _: AppArgs,
    _: &Environment,
    _quiet: bool,
    _: &Cancel,
) -> Result<(Surface, Surface)> {
    Ok((read(baseline)?, read(candidate)?))
}

/// Opens one version.
pub(super) fn open_one(input: &Input, _: AppArgs, _: &Environment, _quiet: bool, _: &Cancel) -> Result<Surface> {
    read(input)
}

/// Fails: this build cannot open git revisions.
pub(super) fn tags(_since: i64, _: &Cancel) -> Result<Vec<String>> {
    Err(unsupported())
}

fn read(input: &Input) -> Result<Surface> {
    if input.as_str().starts_with("git:") || std::path::Path::new(input.as_str()).is_dir() {
        return Err(unsupported().in_file(input.as_str()));
    }
    Surface::parse(&read_text(input.as_str())?).map_err(|error| error.in_file(input.to_string()))
}

/// Does nothing: this build starts no programs.
pub(super) fn clean_up() {}

/// Does nothing: no app has sources.
pub(super) fn suggest(_: &mut Report, _: &Input) {}

pub(super) fn bisect(_: &BisectArgs) -> Result<Exit> {
    Err(unsupported())
}

pub(super) fn bundle(_: &BundleArgs) -> Result<Exit> {
    Err(unsupported())
}

pub(super) fn surface(_: &SurfaceArgs) -> Result<Exit> {
    Err(unsupported())
}

pub(super) fn evaluate() -> Result<Exit> {
    Err(unsupported())
}

fn unsupported() -> Error {
    Error::new(ErrorKind::Unsupported, "cannot open apps: built without the feature `eval`")
        .help("install with `--features cli,eval`")
}
