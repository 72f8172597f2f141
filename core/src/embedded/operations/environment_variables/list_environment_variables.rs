//! `listEnvironmentVariables`

use crate::api::environment_variables::{EnvironmentVariables, ListEnvironmentVariables};
use crate::embedded::access::Deployed;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;
use crate::keys::Secret;

impl Handler for ListEnvironmentVariables {
    type Subject = Deployed;

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<EnvironmentVariables> {
        let mut statement = call.tx.prepare_cached("SELECT name, value FROM env WHERE deployment_id = ?1")?;
        let variables =
            statement.query_map([deployment.row.id], |row| Ok((row.get(0)?, Secret::new(row.get::<_, String>(1)?))))?;
        Ok(EnvironmentVariables { environment_variables: variables.collect::<rusqlite::Result<_>>()? })
    }
}
