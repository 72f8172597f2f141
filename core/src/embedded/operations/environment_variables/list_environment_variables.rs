//! `listEnvironmentVariables`

use crate::api::environment_variables::{EnvironmentVariables, ListEnvironmentVariables};
use crate::api::response;
use crate::embedded::access::Deployed;
use crate::embedded::records::environment_variable;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;
use crate::keys::Secret;

impl Handler for ListEnvironmentVariables {
    type Subject = Deployed;

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<EnvironmentVariables> {
        let variables = environment_variable::all(call.tx, deployment.row.id)?.into_iter();
        let environment_variables = variables.map(|(name, value)| (name, Secret::new(value))).collect();
        Ok(response!(EnvironmentVariables { environment_variables }))
    }
}
