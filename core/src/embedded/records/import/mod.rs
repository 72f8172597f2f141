//! Imports: what was asked for, and how far each is.

mod row;
mod state;

pub(in crate::embedded) use row::{ImportRow, NewImport, Request};
pub(in crate::embedded) use state::ImportState;
