//! SQLite at the edge of this crate: its errors in the words of this project, ids as columns.

mod columns;
mod errors;

pub use errors::damaged;
