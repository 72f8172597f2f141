//! Waiting until a deployment answers.

use std::time::Duration;

use super::backoff::Backoff;
use crate::api::deployments::CloudDeployment;
use crate::engine::Connection;
use crate::error::{Error, ErrorKind, Result};

/// How long is waited at most.
const LIMIT: Duration = Duration::from_secs(60);

/// Waits until the deployment answers at its address.
///
/// # Errors
/// `Timeout` where it doesn't.
pub(super) async fn wait_until_ready(connection: &Connection, deployment: &CloudDeployment) -> Result<()> {
    let mut backoff = Backoff::new();
    while !connection.engine().is_ready(&deployment.deployment_url).await {
        if backoff.waited >= LIMIT {
            let message = format!("`{}` doesn't answer after a minute", deployment.name);
            return Err(Error::new(ErrorKind::Timeout, message).help("it exists: ask again later"));
        }
        backoff.wait(connection).await;
    }
    Ok(())
}
