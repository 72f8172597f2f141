//! Settings of the server, which an agent cannot change.

use std::path::PathBuf;

use crate::cli::project::AppArgs;
use crate::handles::ReleaseLocation;
use crate::release::ReleaseStore;

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
        let location = releases.map_or_else(ReleaseLocation::default, ReleaseLocation::folder);
        Self { allowed, store: ReleaseStore::at(&location), apps }
    }
}
