//! Stand-in for deploys in builds without the HTTP client or the evaluation of apps.

use super::exit::Exit;
use super::input::Input;
use crate::error::{Error, ErrorKind, Result};

/// Deploys an app, if the gate lets it pass (not in this build)
#[derive(Debug, clap::Args)]
pub(super) struct DeployArgs {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    _all: Vec<String>,
}

/// Lists the releases of the store (not in this build)
#[derive(Debug, clap::Args)]
pub(super) struct ReleasesArgs {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    _all: Vec<String>,
}

/// Goes back to an earlier release (not in this build)
#[derive(Debug, clap::Args)]
pub(super) struct RollbackArgs {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    _all: Vec<String>,
}

/// Deploys a release to other deployments (not in this build)
#[derive(Debug, clap::Args)]
pub(super) struct PromoteArgs {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    _all: Vec<String>,
}

/// Compares what is live with the latest release (not in this build)
#[derive(Debug, clap::Args)]
pub(super) struct DriftArgs {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    _all: Vec<String>,
}

pub(super) fn deploy(_: &DeployArgs) -> Result<Exit> {
    Err(unsupported())
}

pub(super) fn drift(_: &DriftArgs) -> Result<Exit> {
    Err(unsupported())
}

pub(super) fn releases(_: &ReleasesArgs) -> Result<Exit> {
    Err(unsupported())
}

pub(super) fn rollback(_: &RollbackArgs) -> Result<Exit> {
    Err(unsupported())
}

pub(super) fn promote(_: &PromoteArgs) -> Result<Exit> {
    Err(unsupported())
}

fn unsupported() -> Error {
    Error::new(ErrorKind::Unsupported, "cannot deploy: built without the features `client` and `eval`")
        .help("install with `--features cli,client,eval`")
}

/// Names the release store (not in this build)
#[derive(Debug, clap::Args)]
pub(super) struct StoreArgs {}

/// An artifact of the store, with a name for reports.
pub(super) struct NamedInput {
    pub(super) name: String,
    pub(super) artifact: Input,
}

/// Finds no releases in this build.
pub(super) fn find_releases(input: &Input, _: &StoreArgs, _: f64) -> Result<Option<Vec<NamedInput>>> {
    if input.as_str().starts_with("release:") || input.as_str().starts_with("clients:") {
        return Err(unsupported());
    }
    Ok(None)
}
