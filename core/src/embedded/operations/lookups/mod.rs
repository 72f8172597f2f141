//! Look-ups of Convex's own command.

mod authorize_preview;
mod authorize_prod;
mod authorize_within_current_project;
mod check_authorization;
mod check_opt_ins;
mod claim_preview_deployment;
mod create_project_in_team;
mod deployment_access;
mod get_spending_limits;
mod get_team_and_project;
mod get_usage_state;
mod has_projects;
mod keys;
mod list_deployments_of_project;
mod list_projects_of_team;
mod list_teams;
mod provision_and_authorize;
mod query_usage;
mod selection;
mod team_and_project_for_key;
mod url_for_key;
