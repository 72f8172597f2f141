//! The selection of an engine by location.

use std::sync::Arc;

use super::settings::Settings;
use super::{embedded, http};
use crate::engine::Engine;
use crate::error::Result;

/// Opens the engine for the location.
pub(super) fn open(settings: Settings) -> Result<Arc<dyn Engine>> {
    if settings.location.starts_with("embedded:") { embedded::open(settings) } else { http::open(settings) }
}
