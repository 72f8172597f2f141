//! `convexUrl`

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::invocation::Invocation;
use crate::embedded::records::environment_variable;
use crate::error::Result;

/// Returns the URL of the deployment.
pub(super) fn cloud_url(invocation: &Invocation<'_>) -> Result<Value> {
    of_variable(invocation, "CONVEX_CLOUD_URL")
}

/// Returns the URL of the deployment's HTTP actions.
pub(super) fn site_url(invocation: &Invocation<'_>) -> Result<Value> {
    of_variable(invocation, "CONVEX_SITE_URL")
}

fn of_variable(invocation: &Invocation<'_>, name: &str) -> Result<Value> {
    let seen = environment_variable::with_own(&BTreeMap::new(), &invocation.deployment.row, invocation.call.addresses);
    Ok(json!(seen.get(name)))
}
