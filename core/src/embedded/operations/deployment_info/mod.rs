//! Information about a deployment.

mod get_deployment_info;
