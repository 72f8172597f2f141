//! Identity of a deployment.

mod get_deployment_info;

pub use get_deployment_info::{CloudDeploymentInfo, DeploymentInfo, GetDeploymentInfo, SelfHostedInfo};
