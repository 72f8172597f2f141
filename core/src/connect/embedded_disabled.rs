//! The platform in this process, in a build without it.

use std::sync::Arc;

use crate::engine::Engine;
use crate::error::{Error, ErrorKind, Result};
use crate::keys::Secret;

pub(super) fn open(_: &str, _: Option<Secret>) -> Result<Arc<dyn Engine>> {
    Err(Error::new(ErrorKind::Unsupported, "this build has no platform in the process")
        .help("build it with the feature `embedded`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_without_the_engine_says_so() {
        assert_eq!(open("embedded:", Some("x".into())).unwrap_err().kind(), ErrorKind::Unsupported);
    }
}
