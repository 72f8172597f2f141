//! The arguments that these commands share.

use crate::cli::deployment::TargetArgs;
use crate::cli::remote::change::ConfirmArgs;
use crate::cli::remote::output::OutputArgs;

/// The arguments that all of them share.
#[derive(Debug, clap::Args)]
pub(super) struct Shared {
    #[command(flatten)]
    pub(super) target: TargetArgs,

    #[command(flatten)]
    pub(super) output: OutputArgs,
}

/// The arguments that all changes share.
#[derive(Debug, clap::Args)]
pub(super) struct Change {
    #[command(flatten)]
    pub(super) confirm: ConfirmArgs,

    #[command(flatten)]
    pub(super) shared: Shared,
}
