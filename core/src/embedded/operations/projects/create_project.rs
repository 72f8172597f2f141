//! `createProject`

use serde_json::json;

use crate::api::audit_log::TeamAuditAction;
use crate::api::projects::{CreateProject, CreatedProject};
use crate::embedded::operations::deployments::{NewDeployment, create};
use crate::embedded::records::{ProjectRow, RowId, TeamRow};
use crate::embedded::refusals::bad_request;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;
use crate::model::{DeploymentType, ProjectId, slug};

impl Handler for CreateProject {
    type Subject = TeamRow;

    fn find(&self, call: &RequestContext<'_>) -> Result<TeamRow> {
        call.team(self.team_id)
    }

    fn run(self, team: TeamRow, call: &mut RequestContext<'_>) -> Result<CreatedProject> {
        let project = insert(call, &team, &self.project_name)?;
        call.note(team.id, &TeamAuditAction::ProjectCreate, &json!({ "id": project.id, "slug": project.slug }))?;
        let mut answer = CreatedProject {
            project_id: project.id,
            id: project.id,
            slug: project.slug.clone(),
            deployment_name: None,
            deployment_url: None,
        };
        if let Some(deployment_type) = &self.deployment_type {
            let new = first_deployment(&self, deployment_type)?;
            let row = create(call, &team, &project, new)?;
            answer.deployment_url = Some(call.addresses.of_one(&row.name, &row.region)?);
            answer.deployment_name = Some(row.name);
        }
        Ok(answer)
    }
}

fn insert(call: &RequestContext<'_>, team: &TeamRow, name: &str) -> Result<ProjectRow> {
    let name = slug::check_name("project", name)?;
    let wanted = slug::from_name(name, "project");
    let mut attempt = 0;
    let slug = loop {
        let slug = slug::numbered(&wanted, attempt);
        if ProjectRow::by_slug(call.tx, team.id, &slug)?.is_none() {
            break slug;
        }
        attempt += 1;
    };
    call.tx
        .prepare_cached("INSERT INTO projects (team_id, name, slug, create_time) VALUES (?1, ?2, ?3, ?4)")?
        .execute((team.id, name, &slug, call.now))?;
    let id = ProjectId::last_inserted(call.tx);
    // The creator of a project becomes its admin.
    if let Some(member) = call.member() {
        call.tx
            .prepare_cached("INSERT INTO project_admins (project_id, member_id) VALUES (?1, ?2)")?
            .execute((id, member))?;
    }
    Ok(ProjectRow {
        id,
        team_id: team.id,
        name: name.to_owned(),
        slug,
        create_time: call.now,
        team_slug: team.slug.clone(),
    })
}

fn first_deployment(request: &CreateProject, deployment_type: &DeploymentType) -> Result<NewDeployment> {
    if !matches!(deployment_type, DeploymentType::Dev | DeploymentType::Prod) {
        return Err(bad_request("InvalidDeploymentType", "invalid type of the first deployment: use `dev` or `prod`"));
    }
    let mut new = NewDeployment::of(deployment_type.clone());
    new.is_default = true;
    new.class.clone_from(&request.deployment_class);
    new.region.clone_from(&request.deployment_region);
    Ok(new)
}
