//! Live deployments, and deploys to them, over the wire.

mod apps;
#[cfg(feature = "cli")]
mod command;
mod deploy;
mod faults;
mod live;
mod releases;
mod setup;
