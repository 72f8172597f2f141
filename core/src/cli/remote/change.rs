//! Confirmation of changes.

use crate::cli::deployment::{Chosen, confirm};
use crate::error::Result;
use crate::handles::{ChangeKind, DeploymentHandle, DeploymentPath};

/// Confirms a change of a production deployment.
#[derive(Clone, Debug, Default, clap::Args)]
pub(super) struct ConfirmArgs {
    /// Confirms the change of a production deployment, by its name
    #[arg(long, value_name = "NAME", help_heading = "Deployment")]
    confirm: Option<String>,
}

impl ConfirmArgs {
    /// Returns the handle for a change through the deployment itself.
    pub(super) fn handle(&self, chosen: &Chosen, change: ChangeKind) -> Result<DeploymentHandle> {
        confirm(chosen, self.confirm.as_slice(), change)
    }

    /// Returns the handle for a change through the platform, with the caller's own credential.
    pub(super) fn on_platform(&self, chosen: &Chosen, change: ChangeKind) -> Result<DeploymentHandle> {
        let confirmation = self.handle(chosen, change)?.path().confirmation.clone();
        let handle = chosen.on_platform();
        let mut path: DeploymentPath = handle.path().clone();
        path.confirmation = confirmation;
        Ok(handle.with_path(path))
    }
}
