//! Inputs of rules: the two sides of a component, table, index or function.

mod component;
mod function;
mod index;
mod objects;
mod stored;
mod table;

pub(super) use component::ComponentPair;
pub(super) use function::{Callers, FunctionPair};
pub(super) use index::IndexPair;
pub(super) use table::TablePair;
