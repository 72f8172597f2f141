//! A minimal Rust reader for checks of the code's structure: tokens, paths, and the files that paths
//! lead to.

mod paths;
mod resolve;
mod sources;
mod tokens;
mod uses;

pub(crate) use paths::NamedPath;
use paths::named_paths;
pub(crate) use sources::{Crate, Reference};
pub(crate) use tokens::{Token, tokens, without_tests};
