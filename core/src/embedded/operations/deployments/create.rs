//! Creates deployments for several operations.

use serde_json::json;

use super::options;
use super::references::{is_taken, taken_error};
use crate::api::audit_log::TeamAuditAction;
use crate::embedded::records::{DeploymentRow, ProjectRow, RowId, TeamRow};
use crate::embedded::refusals::{bad_request, conflict};
use crate::embedded::runtime::RequestContext;
use crate::error::{Error, ErrorKind, Result};
use crate::keys::admin::SECRET_LENGTH;
use crate::model::{DeploymentId, DeploymentType, Region, expiry, name, reference};

/// Maximum number of attempts to generate an unused name or reference.
const ATTEMPTS: u64 = 1_000;

/// Settings of a new deployment.
pub(in crate::embedded) struct NewDeployment {
    pub(in crate::embedded) deployment_type: DeploymentType,
    /// Generated if absent.
    pub(in crate::embedded) reference: Option<String>,
    pub(in crate::embedded) is_default: bool,
    pub(in crate::embedded) class: Option<String>,
    pub(in crate::embedded) region: Option<Region>,
    pub(in crate::embedded) expires_at: Option<i64>,
    pub(in crate::embedded) preview_identifier: Option<String>,
}

impl NewDeployment {
    /// Creates the default settings for a type.
    pub(in crate::embedded) fn of(deployment_type: DeploymentType) -> Self {
        Self {
            deployment_type,
            reference: None,
            is_default: false,
            class: None,
            region: None,
            expires_at: None,
            preview_identifier: None,
        }
    }
}

/// Creates a deployment with the default environment variables of its type.
///
/// # Errors
/// `InvalidInput` if a setting is invalid, `Conflict` if the reference or the default is taken_error, `LimitExceeded` if the
/// team's plan allows no further deployment.
pub(in crate::embedded) fn create(
    call: &RequestContext<'_>,
    team: &TeamRow,
    project: &ProjectRow,
    new: NewDeployment,
) -> Result<DeploymentRow> {
    if !new.deployment_type.is_known() {
        return Err(bad_request("InvalidDeploymentType", format!("unknown deployment type `{}`", new.deployment_type))
            .help("use one of `dev`, `prod`, `preview` or `custom`"));
    }
    let class = options::class(team, new.class.as_deref())?;
    let region = options::region(team, new.region.as_ref())?;
    options::check_count(call, team)?;
    if let Some(expires_at) = new.expires_at {
        expiry::check_deployment(expires_at, call.now, team.plan)?;
    }
    if new.is_default {
        super::defaults::check_free(call, project.id, &new.deployment_type, call.member())?;
    }
    let row = DeploymentRow {
        id: DeploymentId(0),
        name: unused_name(call)?,
        team_id: team.id,
        project_id: project.id,
        reference: reference_for(call, project, &new)?,
        is_default: new.is_default,
        class,
        region,
        creator: call.member(),
        create_time: call.now,
        last_deploy_time: None,
        expires_at: new.expires_at,
        dashboard_edit_confirmation: None,
        send_logs_to_client: None,
        paused: false,
        canonical_cloud_url: None,
        canonical_site_url: None,
        deployment_type: new.deployment_type,
        preview_identifier: new.preview_identifier,
    };
    let id = insert(call, &row)?;
    copy_default_env(call, id, &row)?;
    let metadata = json!({ "id": id, "name": row.name, "type": row.deployment_type, "projectId": project.id });
    call.note(team.id, &TeamAuditAction::DeploymentCreate, &metadata)?;
    DeploymentRow::by_id(call.tx, id)?
        .ok_or_else(|| Error::new(ErrorKind::Internal, "the new deployment was not found"))
}

fn unused_name(call: &RequestContext<'_>) -> Result<String> {
    for _ in 0..ATTEMPTS {
        let name = name::generate(call.context.random.bits()?);
        if !call.tx.prepare_cached("SELECT 1 FROM deployments WHERE name = ?1")?.exists([&name])? {
            return Ok(name);
        }
    }
    Err(Error::new(ErrorKind::Internal, "cannot generate an unused deployment name"))
}

/// Returns the requested reference if it is free, or the first free one for the type.
fn reference_for(call: &RequestContext<'_>, project: &ProjectRow, new: &NewDeployment) -> Result<String> {
    if let Some(requested) = &new.reference {
        reference::check(requested)?;
        if is_taken(call, project.id, requested)? {
            return Err(taken_error(requested));
        }
        return Ok(requested.clone());
    }
    let owner = match &new.preview_identifier {
        Some(identifier) => identifier.clone(),
        None => creator_slug(call)?,
    };
    let wanted = reference::default_for(&new.deployment_type, &owner);
    for attempt in 0..ATTEMPTS {
        let reference = reference::numbered(&wanted, attempt);
        if !is_taken(call, project.id, &reference)? {
            return Ok(reference);
        }
    }
    Err(conflict("DeploymentReferenceTaken", "cannot generate an unused reference; specify one"))
}

/// Returns a slug for a member's development deployments: from their name, or from the part of their address before the
/// `@`.
fn creator_slug(call: &RequestContext<'_>) -> Result<String> {
    let Some(member) = call.member() else { return Ok("member".to_owned()) };
    let mut statement = call.tx.prepare_cached("SELECT name, email FROM members WHERE id = ?1")?;
    let (name, email): (Option<String>, String) =
        statement.query_row([member], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(name.unwrap_or_else(|| email.split('@').next().unwrap_or_default().to_owned()))
}

fn insert(call: &RequestContext<'_>, row: &DeploymentRow) -> Result<DeploymentId> {
    let secret = call.context.random.bytes::<SECRET_LENGTH>()?;
    call.tx
        .prepare_cached(
            "INSERT INTO deployments (name, team_id, project_id, type, reference, is_default, preview_identifier, class, \
             region, creator, create_time, expires_at, instance_secret) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, seal(?13, 'instance_secret/' || ?1))",
        )?
        .execute((
            &row.name,
            row.team_id,
            row.project_id,
            row.deployment_type.as_str(),
            &row.reference,
            row.is_default,
            &row.preview_identifier,
            &row.class,
            row.region.as_str(),
            row.creator,
            row.create_time,
            row.expires_at,
            secret,
        ))?;
    Ok(DeploymentId::last_inserted(call.tx))
}

fn copy_default_env(call: &RequestContext<'_>, id: DeploymentId, row: &DeploymentRow) -> Result<()> {
    call.tx
        .prepare_cached(
            "INSERT INTO env (deployment_id, name, value) SELECT ?1, name, \
             seal(unseal(value, 'default_env/' || project_id || '/' || type || '/' || name), 'env/' || ?1 || '/' || name) \
             FROM default_env \
             WHERE project_id = ?2 AND type = ?3",
        )?
        .execute((id, row.project_id, row.deployment_type.as_str()))?;
    Ok(())
}
