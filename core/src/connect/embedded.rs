//! Connects to the embedded platform.

use std::sync::Arc;

use super::settings::Settings;
use crate::embedded::{Caller, Options, Platform, Session};
use crate::engine::Engine;
use crate::error::Result;

pub(super) fn open(settings: Settings) -> Result<Arc<dyn Engine>> {
    let platform = Arc::new(Platform::open(&settings.location, &Options::default())?);
    let token = settings.token.map_or_else(|| platform.bootstrap().map(|first| first.token), Ok)?;
    Ok(Arc::new(Session::new(platform, Caller::with_token(token))))
}
