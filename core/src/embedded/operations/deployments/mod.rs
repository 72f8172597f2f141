//! Operations on deployments.

mod create;
mod create_deployment;
mod defaults;
mod delete_deployment;
mod get_deployment;
mod get_deployment_in_project_by_project_id;
mod get_deployment_in_project_by_project_slug;
mod list_deployment_classes;
mod list_deployment_regions;
mod list_deployments;
mod list_deployments_for_team;
mod list_local_deployments_for_team;
mod options;
mod provision;
mod references;
mod remove;
mod selector;
mod transfer_deployment;
mod update_deployment;
mod view;

pub(super) use create::{NewDeployment, create};
pub(super) use list_deployments::list_visible;
pub(super) use options::check_region;
pub(super) use provision::provision;
pub(super) use remove::remove;
