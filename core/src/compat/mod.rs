//! The gate: whether a change breaks anybody.
//!
//! [`check`] compares two surfaces in the light of evidence. It is a pure function: the same bytes in give the same
//! report out. Rules state facts; [`policy`] grades them.

mod align;
mod causes;
mod caveats;
pub mod data;
mod engine;
mod evidence;
mod lookup;
mod options;
mod pair;
pub mod policy;
mod refused;
pub mod report;
pub mod rule;
pub mod rules;
mod schedule;
mod subset;

pub use engine::check;
pub use evidence::Evidence;
pub use lookup::find_rule;
pub use options::{DEFAULT_BUDGET, Options};
pub use schedule::{CallState, ScheduledCall};
pub(crate) use subset::complete as complete_tables;
pub use subset::{Inclusion, number_tables, subset};
