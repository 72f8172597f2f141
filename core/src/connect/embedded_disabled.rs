//! Stand-in for builds without the embedded platform.

use std::sync::Arc;

use super::settings::Settings;
use crate::engine::Engine;
use crate::error::{Error, ErrorKind, Result};

pub(super) fn open(_: Settings) -> Result<Arc<dyn Engine>> {
    Err(Error::new(ErrorKind::Unsupported, "cannot open the embedded platform: built without the feature `embedded`")
        .help("build with the feature `embedded`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn build_without_the_engine_returns_unsupported() {
        assert_eq!(open(Settings::new("embedded:")).unwrap_err().kind(), ErrorKind::Unsupported);
    }
}
