//! What Convex exports of a schema: validators, tables and indexes.

pub mod check;
mod compact;
mod display;
pub mod limits;
mod parse;
mod path;
mod table;
mod validator;

pub use path::{Path, Segment};
pub use table::{Index, IndexKind, Schema, Table};
pub use validator::{Field, Literal, Object, Validator};
