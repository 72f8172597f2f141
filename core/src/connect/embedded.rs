//! Connects to the embedded platform.

use std::sync::Arc;

use super::settings::{IN_MEMORY, Settings};
use crate::embedded::{Caller, EmbeddedOptions, Platform, Session};
use crate::engine::Engine;
use crate::error::Result;
use crate::model::TeamPlan;

pub(super) fn open(settings: Settings) -> Result<Arc<dyn Engine>> {
    let platform = Arc::new(Platform::open(&settings.location, &EmbeddedOptions::default())?);
    let token = match settings.token {
        Some(token) => token,
        None => {
            let first = platform.bootstrap()?;
            // Tests can use every operation.
            if settings.location == IN_MEMORY {
                platform.admin().set_plan(first.team_id, TeamPlan::Professional)?;
            }
            first.token
        }
    };
    Ok(Arc::new(Session::new(platform, Caller::with_token(token))))
}
