//! The platform in this process.

use std::sync::Arc;

pub(super) use crate::embedded::Session;
use crate::embedded::{Caller, Options, Platform};
use crate::error::Result;
use crate::keys::Secret;

pub(super) fn open(location: &str, token: Option<Secret>) -> Result<Session> {
    let platform = Arc::new(Platform::open(location, &Options::default())?);
    let token = token.map_or_else(|| platform.bootstrap().map(|first| first.token), Ok)?;
    Ok(Session::new(platform, Caller::with_token(token)))
}
