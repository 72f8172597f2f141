//! Operations on custom roles.

mod create_custom_role;
mod definition;
mod delete_custom_role;
mod list_custom_roles;
mod update_custom_role;
