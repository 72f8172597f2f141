//! The arguments that several commands share.

use super::change::ConfirmArgs;
use super::output::OutputArgs;
use crate::cli::deployment::TargetArgs;

/// The arguments of a command that reads.
#[derive(Debug, clap::Args)]
pub(super) struct Shared {
    #[command(flatten)]
    pub(super) target: TargetArgs,

    #[command(flatten)]
    pub(super) output: OutputArgs,
}

/// The arguments of a command that changes something.
#[derive(Debug, clap::Args)]
pub(super) struct Change {
    #[command(flatten)]
    pub(super) confirm: ConfirmArgs,

    #[command(flatten)]
    pub(super) shared: Shared,
}
