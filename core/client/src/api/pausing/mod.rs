//! Pausing and resuming a deployment.

mod pause_deployment;
mod unpause_deployment;

pub use pause_deployment::PauseDeployment;
pub use unpause_deployment::UnpauseDeployment;
