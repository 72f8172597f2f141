//! Stored documents against a schema: every violation, counted exactly, in bounded memory.
//!
//! A [`TableChecker`] checks runs of whole lines, in any order and on any thread, into [`TablePart`]s, which merge to the
//! data of the table. The engine recognises documents that match, at the speed of reading them; what it does not
//! recognise is judged, and explained, by the plain validator.

mod blocks;
mod check;
mod check_lines;
mod checker;
mod covered;
mod engine;
mod evidence;
mod format;
mod kept;
pub mod legacy;
mod limits;
mod lines;
mod part;
mod position;
mod run;
mod sample;
mod stream;
mod tally;
mod whole;
mod widen;

pub use blocks::{Block, Blocks};
pub use check::TableCheck;
pub use checker::TableChecker;
pub use evidence::{
    BadLine, ComponentData, DataEvidence, DuplicateId, Group, MemberMismatch, RepeatedId, Sample, TableData, Widening,
};
pub use format::Format;
#[doc(hidden)]
pub use kept::Kept;
pub use limits::Limits;
#[doc(hidden)]
pub use lines::{Line, Lines, MAX_LINE_LEN};
pub use part::TablePart;
pub use position::Position;
pub use whole::DataPart;
#[doc(hidden)]
pub use whole::{ComponentPart, TableShare};

#[cfg(test)]
mod tests;
