//! What a deployment says of itself.

mod get_deployment_info;
