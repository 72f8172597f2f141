//! Stand-in for builds without the HTTP client.

use std::sync::Arc;

use super::settings::Settings;
use crate::engine::Engine;
use crate::error::{Error, ErrorKind, Result};

#[expect(clippy::needless_pass_by_value, reason = "the form with the client keeps them")]
pub(super) fn open(settings: Settings) -> Result<Arc<dyn Engine>> {
    Err(Error::new(
        ErrorKind::Unsupported,
        format!("cannot connect to `{}`: built without the feature `client`", settings.location),
    )
    .help("build with the feature `client`, or use `embedded:`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn build_without_the_engine_returns_unsupported() {
        assert_eq!(open(Settings::new("https://api.convex.dev")).unwrap_err().kind(), ErrorKind::Unsupported);
    }
}
