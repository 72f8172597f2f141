//! Auth providers.

use serde_json::{Map, Value as Json, json};

use super::json::Document;
use super::query::Queries;
use crate::error::Result;

const QUERY: &str = "_system/frontend/listAuthProviders:default";

/// Reads the auth providers, in the form of a surface file.
pub(super) async fn read_providers(queries: Queries<'_>) -> Result<Json> {
    let found = queries.value(QUERY, None, Json::Null).await?;
    Ok(Document::list(QUERY, &found)?.iter().map(provider).collect())
}

fn provider(stored: &Document<'_>) -> Json {
    let mut members = Map::new();
    for name in ["type", "domain", "issuer", "jwks", "applicationID"] {
        if let Some(text) = stored.optional_text(name) {
            members.insert(name.to_owned(), json!(text));
        }
    }
    // Convex stores it in quotes.
    if let Some(algorithm) = stored.optional_text("algorithm") {
        members.insert("algorithm".to_owned(), json!(algorithm.trim_matches('"')));
    }
    Json::Object(members)
}
