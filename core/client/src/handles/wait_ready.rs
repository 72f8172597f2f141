//! Waiting for a deployment to respond.

use std::time::Duration;

use super::Deployment;
use super::backoff::Backoff;
use crate::engine::Connection;
use crate::error::{Error, ErrorKind, Result};

/// Maximum time to wait.
const LIMIT: Duration = Duration::from_secs(60);

/// Waits until the deployment responds at its URL.
///
/// # Errors
///
/// `Timeout` if it does not.
pub(super) async fn wait_until_ready(connection: &Connection, deployment: &Deployment) -> Result<()> {
    let mut backoff = Backoff::new();
    while !connection.engine().is_ready(&deployment.url).await {
        if backoff.waited >= LIMIT {
            let message = format!("`{}` did not respond within a minute", deployment.name);
            return Err(Error::new(ErrorKind::Timeout, message).help("try again later: the deployment exists"));
        }
        backoff.wait(connection).await;
    }
    Ok(())
}
