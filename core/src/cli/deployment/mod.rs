//! The deployment that a command acts on.

mod args;
#[cfg(feature = "client")]
mod choose;
#[cfg(feature = "client")]
mod confirm;
#[cfg(feature = "client")]
pub(super) mod login;

pub(super) use args::TargetArgs;
#[cfg(feature = "client")]
pub(super) use choose::{Chosen, choose, platform};
#[cfg(all(feature = "client", feature = "eval"))]
pub(super) use choose::{DeployFlags, ToDeploy, choose_to_deploy};
#[cfg(feature = "client")]
pub(super) use confirm::confirm;
