//! Waiting until a deployment answers.

use std::time::Duration;

use super::Engine;
use super::pauses::Pauses;
use crate::api::deployments::CloudDeployment;
use crate::error::{Error, ErrorKind, Result};

/// How long is waited at most.
const LIMIT: Duration = Duration::from_secs(60);

/// Waits until the deployment answers at its address.
///
/// # Errors
/// `Timeout` where it doesn't.
pub(super) async fn wait_until_ready(engine: &impl Engine, deployment: &CloudDeployment) -> Result<()> {
    let mut pauses = Pauses::new();
    while !engine.answers(&deployment.deployment_url).await {
        if pauses.waited >= LIMIT {
            let message = format!("`{}` doesn't answer after a minute", deployment.name);
            return Err(Error::new(ErrorKind::Timeout, message).help("it exists: ask again later"));
        }
        pauses.wait(engine).await;
    }
    Ok(())
}
