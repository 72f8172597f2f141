//! `convexUrl`

use serde_json::{Value, json};

use super::Asked;
use crate::embedded::pushes::environment;
use crate::error::Result;

/// Where clients reach the deployment.
pub(super) fn cloud_url(asked: &Asked<'_>) -> Result<Value> {
    let seen = environment::seen(asked.call, asked.deployment, &std::collections::BTreeMap::new());
    Ok(json!(seen.get("CONVEX_CLOUD_URL")))
}
