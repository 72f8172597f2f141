//! `teamAndProjectForKey`

use super::keys::deployment_of_key;
use super::selection::project_of_key;
use crate::api::lookups::{KeyOwner, TeamAndProjectForKey};
use crate::api::response;
use crate::embedded::access::Me;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for TeamAndProjectForKey {
    type Subject = Me;

    const WRITES: bool = false;

    /// Possession of the key is sufficient to learn its scope.
    fn run(self, _: Me, call: &mut RequestContext<'_>) -> Result<KeyOwner> {
        let key = self.deploy_key.expose();
        let (project, row) = match deployment_of_key(call, key)? {
            Some(deployed) => (deployed.project, Some(deployed.row)),
            None => (project_of_key(call, key)?, None),
        };
        Ok(response!(KeyOwner {
            team: project.team_slug,
            project: project.slug,
            team_id: project.team_id,
            project_id: project.id,
            is_default: row.as_ref().map(|row| row.is_default),
            reference: row.map(|row| row.reference),
        }))
    }
}
