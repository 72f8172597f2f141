//! Connects to the embedded platform.

use std::sync::Arc;

use crate::embedded::{Caller, Options, Platform, Session};
use crate::engine::Engine;
use crate::error::Result;
use crate::keys::Secret;

pub(super) fn open(location: &str, token: Option<Secret>) -> Result<Arc<dyn Engine>> {
    let platform = Arc::new(Platform::open(location, &Options::default())?);
    let token = token.map_or_else(|| platform.bootstrap().map(|first| first.token), Ok)?;
    Ok(Arc::new(Session::new(platform, Caller::with_token(token))))
}
