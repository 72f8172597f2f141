//! The gate: checks if a change breaks stored data, clients or scheduled calls.
//!
//! [`check`] compares two surfaces, and takes evidence about the deployment into account. It is a pure function: the
//! same input produces the same report. Rules state facts; [`policy`] grades them.

mod align;
mod causes;
mod context;
pub mod data;
mod engine;
mod ids;
mod pair;
pub mod policy;
pub mod report;
pub mod rule;
pub mod rules;
mod subset;
mod usage;
mod verify;

pub use context::{CallState, DEFAULT_BUDGET, Evidence, Options, Requirement, ScheduledCall, SecretValues};
pub use engine::{Baseline, check, check_all};
pub use rules::find::find_rule;
pub use subset::complete as complete_tables;
pub use subset::{Inclusion, number_tables, subset};
pub use usage::UsageEvidence;
pub use verify::{Refuted, Verification, verify, verify_all};
