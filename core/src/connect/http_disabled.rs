//! A platform over HTTP, in a build without a client.

use std::sync::Arc;

use crate::engine::Engine;
use crate::error::{Error, ErrorKind, Result};
use crate::keys::Secret;

pub(super) fn open(location: &str, _: Option<Secret>) -> Result<Arc<dyn Engine>> {
    Err(Error::new(ErrorKind::Unsupported, format!("`{location}` is a server, and this build calls none"))
        .help("build it with the feature `client`, or use `embedded:`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_without_the_engine_says_so() {
        assert_eq!(open("https://api.convex.dev", Some("x".into())).unwrap_err().kind(), ErrorKind::Unsupported);
    }
}
