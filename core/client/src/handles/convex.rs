//! Root of all handles.

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
    /// Creates a handle for Convex, through a connection.
    #[must_use]
    pub fn new(connection: Connection) -> Self {
        Self { connection }
    }

    /// Returns a handle for a team, by slug or ID.
    #[must_use]
    pub fn team(&self, slug_or_id: impl Into<String>) -> Team {
        Team::new(self.connection.clone(), slug_or_id.into())
    }

    /// Lists the teams of the member who owns the connection's token.
    ///
    /// # Errors
    ///
    /// `PermissionDenied` if the token does not belong to a member. Other errors of the call.
    pub async fn teams(&self) -> Result<Vec<TeamSummary>> {
        self.connection.call(ListTeams {}).await
    }

    /// Returns the connection, for operations without a handle.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }
}
