//! Live deployments, and deploys to them, over the wire.

mod apps;
#[cfg(feature = "cli")]
mod command;
mod deploy;
mod faults;
#[cfg(all(feature = "cli", unix))]
mod kills;
mod live;
mod network;
#[cfg(feature = "cli")]
mod project;
mod proxy;
mod releases;
mod setup;
