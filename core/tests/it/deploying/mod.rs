//! Live deployments, and deploys to them, over the wire.

mod apps;
#[cfg(feature = "cli")]
mod command;
mod deploy;
mod faults;
mod live;
#[cfg(feature = "cli")]
mod project;
mod releases;
mod setup;
