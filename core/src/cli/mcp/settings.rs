//! Settings of the server, which an agent cannot change.

use crate::cli::project::AppArgs;
use crate::release::ReleaseStore;

/// Settings that the user gave when the server was started.
#[derive(Clone)]
pub(super) struct Settings {
    /// Names of the deployments, besides previews and development deployments, that may be changed.
    pub(super) allowed: Vec<String>,
    pub(super) store: ReleaseStore,
    pub(super) apps: AppArgs,
}
