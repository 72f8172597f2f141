//! As much of a Rust reader as the checks of the code's structure need: tokens, and the paths that are named.

mod paths;
mod tokens;

pub(crate) use paths::{NamedPath, named_paths};
pub(crate) use tokens::{Token, tokens, without_tests};
