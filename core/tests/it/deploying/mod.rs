//! Live deployments, and deploys to them, over the wire.

mod apps;
mod backups;
#[cfg(feature = "cli")]
mod baselines;
#[cfg(all(feature = "cli", unix))]
mod build_command;
#[cfg(feature = "cli")]
mod command;
mod deploy;
mod drift;
mod faults;
mod guards;
#[cfg(all(feature = "cli", unix))]
mod kills;
mod live;
mod network;
#[cfg(feature = "cli")]
mod previews;
#[cfg(feature = "cli")]
mod project;
mod proxy;
mod releases;
mod setup;
