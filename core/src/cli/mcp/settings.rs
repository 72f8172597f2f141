//! Settings of the server, which an agent cannot change.

use std::path::PathBuf;

use crate::cli::project::AppArgs;
use crate::release::ReleaseStore;

const VARIABLE: &str = "CONVEX_OPS_RELEASES";
const FOLDER: &str = ".convex-ops/releases";

/// Settings that the user gave when the server was started.
#[derive(Clone)]
pub(super) struct Settings {
    /// Names of the deployments, besides previews and development deployments, that may be changed.
    pub(super) allowed: Vec<String>,
    pub(super) store: ReleaseStore,
    pub(super) apps: AppArgs,
}

impl Settings {
    pub(super) fn new(allowed: Vec<String>, releases: Option<PathBuf>, apps: AppArgs) -> Self {
        let named = std::env::var_os(VARIABLE).filter(|folder| !folder.is_empty()).map(PathBuf::from);
        Self { allowed, store: ReleaseStore::folder(releases.or(named).unwrap_or_else(|| FOLDER.into())), apps }
    }
}
