//! Schemas as Convex exports them: validators, tables and indexes.

pub mod check;
mod complaint;
mod display;
mod json;
pub mod limits;
mod packed;
mod path;
mod table;
mod validator;

pub use complaint::complaint;
pub use packed::PackedValidator;
pub use path::{Path, Segment};
pub use table::{Index, IndexKind, Schema, Table};
pub use validator::{Field, Literal, Object, Signature, UnknownType, Validator};
