//! Access to deployments.

use crate::api::lookups::DeploymentAccess;
use crate::api::response;
use crate::embedded::access::{AllowedActions, Deployed};
use crate::embedded::operations::deployments::provision;
use crate::embedded::records::{DeploymentRow, ProjectRow};
use crate::embedded::runtime::RequestContext;
use crate::error::Result;
use crate::keys::Secret;
use crate::keys::admin::{AdminIdentity, AdminKey};
use crate::model::{Action, DeploymentType};

/// Returns access to a deployment: its URL, and an admin key that belongs to the caller's member.
///
/// The key's permissions are those of its member at the time of each use. A preview deploy key has permissions of its
/// own, so the keys that it obtains belong to no member. A key is valid as long as the token or key that obtained it.
pub(super) fn access_to(call: &RequestContext<'_>, row: DeploymentRow) -> Result<DeploymentAccess> {
    Ok(response!(DeploymentAccess {
        admin_key: admin_key(call, &row)?,
        url: call.addresses.of_one(&row.name, &row.region)?,
        deployment_name: row.name,
        deployment_type: row.deployment_type,
        reference: row.reference,
        is_default: row.is_default,
    }))
}

/// Returns access to a project's default deployment of a type. Creates the deployment if it does not exist.
///
/// # Errors
/// `PermissionDenied` if the caller may not view it, or not create it; see [`provision`] for other errors.
pub(super) fn access_to_default(
    call: &RequestContext<'_>,
    project: ProjectRow,
    deployment_type: &DeploymentType,
) -> Result<DeploymentAccess> {
    let row = provision(call, &project, deployment_type)?;
    let deployed = Deployed { project, row };
    call.check(&Action::DeploymentView, &deployed)?;
    access_to(call, deployed.row)
}

fn admin_key(call: &RequestContext<'_>, row: &DeploymentRow) -> Result<Secret> {
    let member = match (&call.identity.allowed, call.member()) {
        (AllowedActions::AsMember, Some(member)) => member.0,
        _ => 0,
    };
    let key = AdminKey {
        identity: AdminIdentity::Member(member),
        // Second 0 means that the time is unknown.
        issued_s: u64::try_from(call.now / 1000).unwrap_or_default().max(1),
        read_only: false,
        token: call.identity.token.as_ref().map(|token| token.id.0),
    };
    let minted = key.mint(&row.name, &row.instance_secret(call.tx)?, call.context.random.bytes()?)?;
    Ok(Secret::new(format!("{}:{minted}", row.deployment_type)))
}
