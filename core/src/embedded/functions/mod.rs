//! What the operations that run functions do: Convex's own queries are answered; those of an app are not run here.

mod logs;
pub(crate) mod run;
