//! Stored documents against a schema: every violation, counted exactly, in bounded memory.
//!
//! Documents come in as JSON Lines through [`std::io::BufRead`]; where they come from is another module's business.
//! This is the plain check: correct first, and the judge of every faster one.

mod check;
mod evidence;
mod format;
pub mod legacy;
mod lines;
mod tally;

pub use check::{Limits, TableCheck};
pub use evidence::{ComponentData, DataEvidence, Group, Sample, TableData};
pub use format::Format;
pub(crate) use lines::{Line, Lines};

#[cfg(test)]
mod tests;
