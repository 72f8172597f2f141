//! The deployment of these commands.

use super::output::OutputArgs;
use crate::cli::deployment::{Chosen, TargetArgs, choose};
use crate::deployment_selection::Command;
use crate::error::Result;
use crate::threads::runtime;

/// Chooses the deployment and announces it. `may_create` is false for commands that only read.
pub(super) fn find(target: &TargetArgs, output: OutputArgs, may_create: bool) -> Result<Chosen> {
    let chosen = runtime().block_on(choose(target, Command::Other, may_create))?;
    output.announce(&chosen);
    Ok(chosen)
}
