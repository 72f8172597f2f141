//! Operations on projects.

mod create;
mod create_project;
mod delete_project;
mod get_project_by_id;
mod get_project_by_slug;
mod list_projects;
mod update_project;
mod view;

pub(super) use create::{NewProject, create_project};
pub(super) use view::to_project;
