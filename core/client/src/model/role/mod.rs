//! Permissions: built-in roles, and custom roles composed of statements.
//!
//! - A member is an admin, a developer, or has custom roles. Members can also be admins of single projects.
//! - A custom role allows an action that one of its statements allows and none denies, in any order.
//! - With several custom roles, one that allows is enough: a `deny` in one does not affect the others.
//!
//! Sources: `team-management/custom-roles.mdx` and `role-actions.mdx` of Convex's documentation; `lib/permissions.ts`
//! of its dashboard, which mirrors the server.

mod built_in;
mod kind;
mod resource;
mod specifier;
mod statement;

pub use built_in::{BuiltInRoles, is_allowed_by_built_in_roles};
pub use kind::ResourceKind;
pub use resource::{Resource, ResourceSegment};
pub use specifier::Specifier;
pub use statement::{Actions, Effect, Statement, check_statements, role_allows};
