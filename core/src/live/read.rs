//! Reads a deployment.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::auth::read_providers;
use super::components::{Mounted, build_surface, list_components, optional, read_component};
use super::environment::read_variables;
use super::query::Queries;
use super::schedule::{describe, read_calls};
use crate::compat::data::DataEvidence;
use crate::compat::report::{NotChecked, Report};
use crate::compat::{Evidence, ScheduledCall, SecretValues};
use crate::engine::Connection;
use crate::error::{Error, Result};
use crate::surface::Surface;
use crate::value::Tables;

/// A deployment as it was read.
#[derive(Debug)]
#[non_exhaustive]
pub struct Live {
    /// Surface of the code that is live.
    pub surface: Surface,
    /// Scheduled calls of the app's own functions that have not finished. `None` if they cannot be read.
    pub scheduled: Option<Vec<ScheduledCall>>,
    /// Names of the environment variables. `None` if the key may not view them.
    pub environment_variables: Option<BTreeSet<String>>,
    /// Parts that were not read, with the reason.
    pub not_read: Vec<NotChecked>,
    values: Option<SecretValues>,
    pub(super) components: Vec<(Mounted, Option<Tables>)>,
}

impl std::fmt::Debug for Mounted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.path)
    }
}

/// Reads the deployment of a connection: of each component the schema, functions, routes and crons, and of the app the auth
/// providers, scheduled calls and environment variables.
///
/// ```
/// # use convex_ops::{DeploymentHandle, Result};
/// use convex_ops::live::read_live;
///
/// async fn count_functions(deployment: &DeploymentHandle) -> Result<usize> {
///     let live = read_live(&deployment.connection()).await?;
///     Ok(live.surface.root.functions.known().map_or(0, |functions| functions.len()))
/// }
/// ```
///
/// # Errors
/// Errors of the calls. `Unsupported` if the key may not view the schema and the functions, or the deployment returns them
/// in an unknown form.
pub async fn read_live(connection: &Connection) -> Result<Live> {
    let queries = Queries::new(connection);
    let mut not_read = Vec::new();
    let components = match optional(list_components(queries)).await? {
        Ok(components) => components,
        Err(error) => {
            not_read.push(not_checked("components that are live", "", &error));
            vec![Mounted::root()]
        }
    };
    let lists_components = not_read.is_empty();
    let (mut members, mut kept, mut scheduled, mut others) = (BTreeMap::new(), Vec::new(), None, 0);
    for component in components {
        let mut parts = read_component(queries, &component).await?;
        not_read.extend(parts.refused.iter().map(|(part, error)| not_checked(part, &component.path, error)));
        if parts.has_pending_schema {
            let what = "schema that another push is validating".to_owned();
            not_read.push(NotChecked { what, component: component.path.clone(), rules: Vec::new() });
        }
        match optional(read_calls(queries, component.id())).await? {
            Ok(calls) if component.id.is_none() => {
                others += calls.of_others;
                scheduled = Some(calls.own);
            }
            Ok(calls) => others += calls.own.len() + calls.of_others,
            Err(error) => not_read.push(not_checked("scheduled calls", &component.path, &error)),
        }
        if component.id.is_none() {
            match optional(read_providers(queries)).await? {
                Ok(providers) => drop(parts.members.insert("authProviders".to_owned(), providers)),
                Err(error) => not_read.push(not_checked("auth providers", "", &error)),
            }
        } else {
            parts.members.insert("environmentVariables".to_owned(), Json::Array(Vec::new()));
        }
        members.insert(component.path.clone(), parts.members);
        kept.push((component, parts.tables));
    }
    if others > 0 {
        not_read.push(NotChecked { what: describe(others), component: String::new(), rules: Vec::new() });
    }
    let variables = match optional(read_variables(connection)).await? {
        Ok(variables) => Some(variables),
        Err(error) => {
            not_read.push(not_checked("environment variables", "", &error));
            None
        }
    };
    let mut surface = build_surface(members)?;
    if !lists_components {
        surface.root.components = crate::surface::Part::Unknown;
    }
    Ok(Live {
        surface,
        scheduled,
        environment_variables: variables.as_ref().map(|variables| variables.keys().cloned().collect()),
        not_read,
        values: variables.map(SecretValues::from),
        components: kept,
    })
}

impl Live {
    /// Returns the evidence of a check, with the result of [`check_documents`](Self::check_documents) if documents were
    /// read.
    #[must_use]
    pub fn evidence(&self, data: Option<DataEvidence>) -> Evidence {
        Evidence {
            data,
            scheduled: self.scheduled.clone(),
            environment_variables: self.environment_variables.clone(),
            environment_values: self.values.clone(),
            ..Evidence::default()
        }
    }

    /// Adds what was not read to a report, under "not checked".
    pub fn note(&self, report: &mut Report) {
        report.not_checked.splice(0..0, self.not_read.iter().cloned());
    }
}

fn not_checked(part: &str, component: &str, error: &Error) -> NotChecked {
    NotChecked { what: format!("{part}: {error}"), component: component.to_owned(), rules: Vec::new() }
}
