//! Connects to a platform over HTTP.

use std::sync::Arc;

use crate::client::Client;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::keys::Secret;

pub(super) fn open(location: &str, token: Option<Secret>) -> Result<Arc<dyn Engine>> {
    let token = token.ok_or_else(|| {
        Error::invalid_input(format!("missing token for `{location}`"))
            .help("create an access token in the dashboard, or use `embedded:`, which needs none")
    })?;
    Ok(Arc::new(Client::builder().url(location).credential(token).build()?))
}
