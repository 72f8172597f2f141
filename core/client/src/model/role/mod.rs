//! Who may do what: built-in roles, and custom roles made of statements.
//!
//! - A member is an admin, a developer, or has custom roles; besides, they can be admin of single projects.
//! - A custom role allows what one of its statements allows and none of them denies, in whatever order they stand.
//! - Of several custom roles it is enough that one allows: a `deny` in one doesn't take what another allows.
//!
//! Sources: `team-management/custom-roles.mdx` and `role-actions.mdx` of Convex's documentation; `lib/permissions.ts` of
//! its dashboard, which mirrors the server.

mod built_in;
mod kind;
mod resource;
mod specifier;
mod statement;

pub use built_in::{Standing, allowed_by_standing};
pub use kind::ResourceKind;
pub use resource::{Resource, Segment};
pub use specifier::Specifier;
pub use statement::{Actions, Effect, Statement, check_statements, role_allows};
