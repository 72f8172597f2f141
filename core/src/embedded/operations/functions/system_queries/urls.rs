//! `convexUrl`

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::asked::Asked;
use crate::embedded::records::environment_variable;
use crate::error::Result;

/// Where clients reach the deployment.
pub(super) fn cloud_url(asked: &Asked<'_>) -> Result<Value> {
    let seen = environment_variable::with_own(&BTreeMap::new(), &asked.deployment.row, asked.call.addresses);
    Ok(json!(seen.get("CONVEX_CLOUD_URL")))
}
