//! `components`

use serde_json::{Value, json};

use super::invocation::Invocation;
use crate::embedded::records::app::App;
use crate::embedded::records::component::{collect_mounted, id_of};
use crate::error::Result;

/// Returns the mounted components, the app itself first. Components that were unmounted are unknown here.
pub(super) fn list(invocation: &Invocation<'_>) -> Result<Value> {
    let Some(analysis) = App::live_analysis(invocation.call.tx, invocation.deployment.row.id)? else {
        return Ok(json!([]));
    };
    let components = collect_mounted(&analysis)?.into_keys().map(|path| {
        let name = path.rsplit('/').next().filter(|name| !name.is_empty());
        let mut component =
            json!({ "id": id_of(&path), "path": path, "args": {}, "state": "active", "httpPrefix": null });
        if let (Some(name), Some(members)) = (name, component.as_object_mut()) {
            members.insert("name".to_owned(), json!(name));
        }
        component
    });
    Ok(components.collect())
}
