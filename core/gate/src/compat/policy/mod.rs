//! Policy of a project for grading findings: `convex-ops.toml`.

mod accept;
mod day;
mod glob;
mod grading;
mod place;
mod regrade;
mod sunset;
mod unused;

pub use accept::Accept;
pub use day::Day;
pub use glob::Glob;
pub use grading::Policy;
pub use place::Place;
pub use regrade::Override;
pub use sunset::Sunset;
pub(super) use unused::unused;
