//! `listAuthProviders`

use serde_json::{Value, json};

use super::invocation::Invocation;
use crate::embedded::records::app::App;
use crate::error::Result;

/// Returns the auth providers of the live app, as Convex stores them: an algorithm is in quotes.
pub(super) fn list(invocation: &Invocation<'_>) -> Result<Value> {
    let analysis = App::live_analysis(invocation.call.tx, invocation.deployment.row.id)?;
    let providers = analysis.and_then(|analysis| analysis.auth_providers).unwrap_or_default();
    Ok(providers.into_iter().map(stored).collect())
}

fn stored(mut provider: Value) -> Value {
    if let Some(members) = provider.as_object_mut() {
        members.entry("applicationID").or_insert(Value::Null);
        if let Some(algorithm) = members.get("algorithm").and_then(Value::as_str) {
            let quoted = json!(json!(algorithm).to_string());
            members.insert("algorithm".to_owned(), quoted);
        }
    }
    provider
}
