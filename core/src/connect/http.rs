//! Connects to a platform over HTTP.

use std::sync::Arc;

use super::settings::Settings;
use crate::client::{CallOptions, Client};
use crate::engine::Engine;
use crate::error::{Error, Result};

pub(super) fn open(settings: Settings) -> Result<Arc<dyn Engine>> {
    let Settings { location, token, timeout, max_attempts } = settings;
    let token = token.ok_or_else(|| {
        Error::invalid_input(format!("missing token for `{location}`"))
            .help("create an access token in the dashboard and set CONVEX_ACCESS_TOKEN, or use `embedded:`")
    })?;
    let mut options = CallOptions::default();
    if let Some(timeout) = timeout {
        options = options.overall_timeout(timeout);
    }
    if let Some(max_attempts) = max_attempts {
        options = options.max_attempts(max_attempts);
    }
    Ok(Arc::new(Client::builder().url(location).credential(token).options(options).build()?))
}
