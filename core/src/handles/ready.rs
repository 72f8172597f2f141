//! Waiting until a deployment answers.

use std::time::Duration;

use super::Engine;
use crate::api::deployments::CloudDeployment;
use crate::error::{Error, ErrorKind, Result};

/// The pauses between looks: they double from the first one, and add up to a minute.
const FIRST: Duration = Duration::from_millis(100);
const LONGEST: Duration = Duration::from_secs(5);
const LIMIT: Duration = Duration::from_secs(60);

/// Waits until the deployment answers at its address.
///
/// # Errors
/// `Timeout` where it doesn't.
pub(super) async fn wait_until_ready(engine: &impl Engine, deployment: &CloudDeployment) -> Result<()> {
    let mut waited = Duration::ZERO;
    let mut pause = FIRST;
    while !engine.answers(&deployment.deployment_url).await {
        if waited >= LIMIT {
            let message = format!("`{}` doesn't answer after a minute", deployment.name);
            return Err(Error::new(ErrorKind::Timeout, message).help("it exists: ask again later"));
        }
        engine.sleep(pause).await;
        waited += pause;
        pause = (pause * 2).min(LONGEST);
    }
    Ok(())
}
