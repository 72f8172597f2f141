//! Check of stored documents against a schema: finds every violation, with exact counts and bounded memory.
//!
//! A [`TableChecker`] checks runs of whole lines, in any order and on any thread, into [`TablePart`]s, which merge to
//! the data of the table. The engine recognises documents that match about as fast as they can be read; the plain
//! validator decides and explains the others.

mod blocks;
mod byte_ranges;
mod check;
mod check_lines;
mod checker;
mod engine;
mod evidence;
mod format;
pub mod legacy;
mod limits;
mod lines;
mod merge;
mod part;
mod position;
mod run;
mod sample;
mod stream;
mod tally;
mod top_n;
mod widen;

pub use blocks::{Block, Blocks};
pub use check::TableCheck;
pub use checker::TableChecker;
pub use evidence::{
    BadLine, ComponentData, DataEvidence, DuplicateId, Group, MemberMismatch, RepeatedId, TableData, ViolationSample,
    Widening,
};
pub use format::DocumentFormat;
pub use limits::DataLimits;
#[doc(hidden)]
pub use lines::{Line, Lines, MAX_LINE_LEN};
pub use merge::DataPart;
#[doc(hidden)]
pub use merge::{ComponentPart, TableShare};
pub use part::TablePart;
pub use position::Position;
#[doc(hidden)]
pub use top_n::TopN;

#[cfg(test)]
mod tests;
