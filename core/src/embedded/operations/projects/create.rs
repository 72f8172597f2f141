//! Creates projects for several operations.

use serde_json::json;

use crate::api::audit_log::TeamAuditAction;
use crate::api::projects::CreatedProject;
use crate::api::response;
use crate::embedded::operations::deployments::{NewDeployment, create};
use crate::embedded::records::{ProjectRow, RowId, TeamRow};
use crate::embedded::refusals::bad_request;
use crate::embedded::runtime::RequestContext;
use crate::error::Result;
use crate::model::{DeploymentType, ProjectId, Region, slug};

/// Settings of a new project.
pub(in crate::embedded) struct NewProject<'a> {
    pub(in crate::embedded) name: &'a str,
    /// Type of the first deployment, if one is created.
    pub(in crate::embedded) deployment_type: Option<&'a DeploymentType>,
    pub(in crate::embedded) deployment_class: Option<&'a str>,
    pub(in crate::embedded) deployment_region: Option<&'a Region>,
}

/// Creates a project and, if requested, its first deployment.
///
/// # Errors
/// `InvalidInput` if the name or a setting is invalid; see [`create`] for other errors.
pub(in crate::embedded) fn create_project(
    call: &RequestContext<'_>,
    team: &TeamRow,
    new: &NewProject<'_>,
) -> Result<CreatedProject> {
    let project = insert(call, team, new.name)?;
    call.note(team.id, &TeamAuditAction::ProjectCreate, &json!({ "id": project.id, "slug": project.slug }))?;
    let mut answer = response!(CreatedProject {
        project_id: project.id,
        id: project.id,
        slug: project.slug.clone(),
        deployment_name: None,
        deployment_url: None,
    });
    if let Some(deployment_type) = new.deployment_type {
        let row = create(call, team, &project, first_deployment(new, deployment_type)?)?;
        answer.deployment_url = Some(call.addresses.of_one(&row.name, &row.region)?);
        answer.deployment_name = Some(row.name);
    }
    Ok(answer)
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

fn first_deployment(project: &NewProject<'_>, deployment_type: &DeploymentType) -> Result<NewDeployment> {
    if !matches!(deployment_type, DeploymentType::Dev | DeploymentType::Prod) {
        return Err(bad_request("InvalidDeploymentType", "invalid type of the first deployment: use `dev` or `prod`"));
    }
    Ok(NewDeployment {
        is_default: true,
        class: project.deployment_class.map(ToOwned::to_owned),
        region: project.deployment_region.cloned(),
        ..NewDeployment::of(deployment_type.clone())
    })
}
