//! Temporary access to a deployment.

use super::Deployment;
use crate::api::deploy_keys::{CreateDeployKey, DeleteDeployKey};
use crate::api::deployments::CloudDeployment;
use crate::clock::now_ms;
use crate::engine::{Connection, DeploymentAddress};
use crate::error::Result;
use crate::model::Action;

/// Lifetime of a key that is not deleted: one day, in milliseconds.
const DAY_MS: f64 = 24.0 * 60.0 * 60.0 * 1000.0;

/// Temporary access to a deployment, with a key of its own.
pub(super) struct TemporaryAccess {
    /// Connection to the deployment.
    pub(super) connection: Connection,
    /// Connection to the platform.
    platform: Connection,
    /// Request that deletes the key.
    delete: DeleteDeployKey,
}

/// Creates a key for a deployment that allows `actions`.
pub(super) async fn open(
    handle: &Deployment,
    deployment: &CloudDeployment,
    actions: &[Action],
) -> Result<TemporaryAccess> {
    let (platform, now) = (handle.connection().clone(), now_ms());
    let create = CreateDeployKey {
        deployment_name: deployment.name.clone(),
        name: format!("convex-ops-{now}"),
        allowed_actions: Some(actions.to_vec()),
        expires_at: Some((now + DAY_MS) as i64),
    };
    let key = platform.call(create).await?.deploy_key;
    let delete = DeleteDeployKey { deployment_name: deployment.name.clone(), id: key.clone() };
    let address = DeploymentAddress { name: &deployment.name, url: &deployment.deployment_url };
    match platform.engine().on_deployment(&address, key) {
        Ok(engine) => Ok(TemporaryAccess { connection: Connection::new(engine), platform, delete }),
        Err(error) => {
            platform.call(delete).await?;
            Err(error)
        }
    }
}

impl TemporaryAccess {
    /// Returns the name of the deployment.
    pub(super) fn name(&self) -> &str {
        &self.delete.deployment_name
    }

    /// Deletes the key. A failure to delete it is returned only if `outcome` is a success.
    pub(super) async fn close<T>(self, outcome: Result<T>) -> Result<T> {
        let deleted = self.platform.call(self.delete).await;
        outcome.and_then(|value| deleted.map(|()| value))
    }
}
