//! Imports: requests and their progress.

mod row;
mod state;

pub(in crate::embedded) use row::{ImportRow, NewImport, Request};
pub(in crate::embedded) use state::ImportState;
