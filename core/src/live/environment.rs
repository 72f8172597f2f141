//! Environment variables.

use std::collections::BTreeMap;

use crate::api::environment_variables::ListEnvironmentVariables;
use crate::engine::Connection;
use crate::error::Result;

/// Reads the environment variables. Their values are checked against what an app declares, and appear nowhere.
pub(super) async fn read_variables(connection: &Connection) -> Result<BTreeMap<String, String>> {
    let found = connection.call(ListEnvironmentVariables::new()).await?;
    let values = found.environment_variables.into_iter();
    Ok(values.map(|(name, value)| (name, value.expose().to_owned())).collect())
}
