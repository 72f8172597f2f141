//! Rules about functions.

pub(super) mod function_removed;
