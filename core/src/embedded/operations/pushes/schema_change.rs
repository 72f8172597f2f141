//! Schema and index changes of a push.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::indexes;
use crate::api::pushes::SchemaChange;
use crate::api::response;
use crate::embedded::records::app::App;
use crate::embedded::records::component::collect_mounted;
use crate::embedded::records::push::SchemaIds;
use crate::error::Result;
use crate::keys::hex;

/// Compares the live app, if any, with another one whose schemas have these IDs.
pub(super) fn schema_change(live: Option<&App>, app: &App, schema_ids: SchemaIds) -> Result<SchemaChange> {
    Ok(response!(SchemaChange {
        allocated_component_ids: json!({}),
        schema_ids,
        index_diffs: indexes::diffs(live, app)?,
        push_id: None,
        failure: None,
    }))
}

/// Names schemas that are not submitted. Equal schemas have equal names.
pub(super) fn name_schemas(app: &App) -> Result<SchemaIds> {
    let name = |schema: &Value| hex::encode(&Sha256::digest(schema.to_string()));
    let mounted = collect_mounted(&app.analysis)?;
    Ok(mounted.into_iter().map(|(path, (_, component))| (path, component.schema.as_ref().map(name))).collect())
}
