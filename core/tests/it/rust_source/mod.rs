//! As much of a Rust reader as the checks of the code's structure need: tokens, the paths that are named, and the files
//! that those lead to.

mod paths;
mod resolve;
mod sources;
mod tokens;
mod uses;

pub(crate) use paths::NamedPath;
use paths::named_paths;
pub(crate) use sources::{Crate, Reference};
pub(crate) use tokens::{Token, tokens, without_tests};
