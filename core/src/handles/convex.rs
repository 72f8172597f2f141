//! Where handles begin.

use super::{Engine, TeamHandle};
use crate::api::lookups::{ListTeams, TeamSummary};
use crate::error::Result;

/// Convex, through an engine.
#[derive(Clone, Debug)]
pub struct Convex<E> {
    engine: E,
}

impl<E: Engine> Convex<E> {
    /// Convex, as this engine reaches it.
    pub fn new(engine: E) -> Self {
        Self { engine }
    }

    /// A team by its slug or id.
    pub fn team(&self, slug_or_id: impl Into<String>) -> TeamHandle<E> {
        TeamHandle::new(self.engine.clone(), slug_or_id.into())
    }

    /// The teams of the member whose token the engine has.
    ///
    /// # Errors
    /// `PermissionDenied` where it is no member's token; else what the engine says.
    pub async fn teams(&self) -> Result<Vec<TeamSummary>> {
        self.engine.call(ListTeams {}).await
    }

    /// The engine, for everything that has no handle.
    pub fn engine(&self) -> &E {
        &self.engine
    }
}
