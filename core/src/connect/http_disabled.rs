//! Stand-in for builds without the HTTP client.

use std::sync::Arc;

use crate::engine::Engine;
use crate::error::{Error, ErrorKind, Result};
use crate::keys::Secret;

pub(super) fn open(location: &str, _: Option<Secret>) -> Result<Arc<dyn Engine>> {
    Err(Error::new(
        ErrorKind::Unsupported,
        format!("cannot connect to `{location}`: built without the feature `client`"),
    )
    .help("build with the feature `client`, or use `embedded:`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn build_without_the_engine_returns_unsupported() {
        assert_eq!(open("https://api.convex.dev", Some("x".into())).unwrap_err().kind(), ErrorKind::Unsupported);
    }
}
