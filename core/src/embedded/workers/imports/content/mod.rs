//! Imported files: tables and rows.

mod array;
mod csv;
mod file;
mod invalid;
mod lines;
mod row;
mod rows;
mod source;

pub(super) use file::Content;
pub(super) use invalid::invalid_value;
pub(super) use rows::Rows;
pub(super) use source::{Source, StoredFiles};
