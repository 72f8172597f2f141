//! What rules are called with: the two sides of one thing.

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
