//! Where handles begin.

use super::Team;
use crate::api::lookups::{ListTeams, TeamSummary};
use crate::engine::Connection;
use crate::error::Result;

/// Convex, through any engine.
#[derive(Clone, Debug)]
pub struct Convex {
    connection: Connection,
}

impl Convex {
    /// Convex, as this connection reaches it.
    #[must_use]
    pub fn new(connection: Connection) -> Self {
        Self { connection }
    }

    /// A team by its slug or id.
    #[must_use]
    pub fn team(&self, slug_or_id: impl Into<String>) -> Team {
        Team::new(self.connection.clone(), slug_or_id.into())
    }

    /// The teams of the member whose token the connection has.
    ///
    /// # Errors
    /// `PermissionDenied` where it is no member's token; else what keeps the caller from asking.
    pub async fn teams(&self) -> Result<Vec<TeamSummary>> {
        self.connection.call(ListTeams {}).await
    }

    /// The connection, for everything that has no handle.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }
}
