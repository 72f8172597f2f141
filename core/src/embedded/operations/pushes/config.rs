//! Live configuration for `getConfig` and `getConfigHashes`.

use crate::api::pushes::Config;
use crate::api::response;
use crate::embedded::records::app::App;

/// Folder of the functions before the first push.
const FUNCTIONS: &str = "convex/";

/// Returns the live configuration.
pub(super) fn config(live: Option<&App>) -> Config {
    response!(Config {
        functions: live.map_or_else(|| FUNCTIONS.to_owned(), |app| app.artifact.functions.clone()),
        auth_info: live.and_then(|app| app.analysis.auth_providers.clone()).unwrap_or_default(),
    })
}
