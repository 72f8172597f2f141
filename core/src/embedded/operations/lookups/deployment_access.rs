//! Access to a deployment.

use crate::api::lookups::DeploymentAccess;
use crate::embedded::access::Allowed;
use crate::embedded::records::DeploymentRow;
use crate::embedded::runtime::RequestContext;
use crate::error::Result;
use crate::keys::Secret;
use crate::keys::admin::{AdminIdentity, AdminKey};

/// Access to a deployment: where it is, and an admin key for it in the name of the caller's member.
///
/// What the key may do is decided when it is used, by what its member then may. A preview deploy key has no member's
/// permissions but its own, so its keys belong to nobody.
pub(super) fn access_to(call: &RequestContext<'_>, row: DeploymentRow) -> Result<DeploymentAccess> {
    Ok(DeploymentAccess {
        admin_key: admin_key(call, &row)?,
        url: call.addresses.of_one(&row.name, &row.region)?,
        deployment_name: row.name,
        deployment_type: row.deployment_type,
        reference: row.reference,
        is_default: row.is_default,
    })
}

fn admin_key(call: &RequestContext<'_>, row: &DeploymentRow) -> Result<Secret> {
    let member = match (&call.identity.allowed, call.member()) {
        (Allowed::AsMember, Some(member)) => member.0,
        _ => 0,
    };
    let key = AdminKey {
        identity: AdminIdentity::Member(member),
        // Second 0 stands for no time.
        issued_s: u64::try_from(call.now / 1000).unwrap_or_default().max(1),
        read_only: false,
    };
    let minted = key.mint(&row.name, &row.instance_secret, call.context.random.bytes()?)?;
    Ok(Secret::new(format!("{}:{minted}", row.deployment_type)))
}
