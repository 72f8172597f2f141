//! What a key is for.

use super::selection::project_of_key;
use crate::api::lookups::{GetTeamAndProject, KeyOwner, TeamAndProject, TeamAndProjectForKey, UrlForKey};
use crate::embedded::access::{Scope, authenticate};
use crate::embedded::refusals::no_deployment;
use crate::embedded::rows::{DeploymentRow, ProjectRow};
use crate::embedded::runtime::{Handler, RequestContext};
use crate::embedded::subject::{Deployed, Me};
use crate::error::Result;
use crate::model::{ProjectId, TeamId};

impl Handler for UrlForKey {
    type Subject = Me;

    const WRITES: bool = false;

    fn find(&self, _: &RequestContext<'_>) -> Result<Me> {
        Ok(Me)
    }

    /// Whoever has the key may know what it is for.
    fn run(self, _: Me, call: &mut RequestContext<'_>) -> Result<String> {
        let deployed = deployment_of_key(call, self.deploy_key.expose())?;
        let deployed = deployed.ok_or_else(|| no_deployment("of this key"))?;
        call.addresses.of_one(&deployed.row.name, &deployed.row.region)
    }
}

impl Handler for TeamAndProjectForKey {
    type Subject = Me;

    const WRITES: bool = false;

    fn find(&self, _: &RequestContext<'_>) -> Result<Me> {
        Ok(Me)
    }

    /// Whoever has the key may know what it is for.
    fn run(self, _: Me, call: &mut RequestContext<'_>) -> Result<KeyOwner> {
        let key = self.deploy_key.expose();
        let (project, row) = match deployment_of_key(call, key)? {
            Some(deployed) => (deployed.project, Some(deployed.row)),
            None => (project_of_key(call, key)?, None),
        };
        Ok(KeyOwner {
            team: project.team_slug,
            project: project.slug,
            team_id: TeamId(project.team_id),
            project_id: ProjectId(project.id),
            is_default: row.as_ref().map(|row| row.is_default),
            reference: row.map(|row| row.reference),
        })
    }
}

fn deployment_of_key(call: &RequestContext<'_>, key: &str) -> Result<Option<Deployed>> {
    match authenticate(call.tx, key, call.now)?.scope {
        Scope::Deployment(id) => {
            let row = DeploymentRow::by_id(call.tx, id)?.ok_or_else(|| no_deployment(id))?;
            call.deployed(row).map(Some)
        }
        _ => Ok(None),
    }
}

impl Handler for GetTeamAndProject {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.deployment(&self.deployment_name)
    }

    fn run(self, deployment: Deployed, _: &mut RequestContext<'_>) -> Result<TeamAndProject> {
        let ProjectRow { id, team_id, slug, team_slug, .. } = deployment.project;
        Ok(TeamAndProject { team: team_slug, project: slug, team_id: TeamId(team_id), project_id: ProjectId(id) })
    }
}
