//! The configuration that is live, as `getConfig` and `getConfigHashes` tell it.

use crate::api::pushes::Config;
use crate::embedded::records::app::App;

/// The folder of the functions where nothing was pushed yet.
const FUNCTIONS: &str = "convex/";

/// The configuration that is live.
pub(super) fn config(live: Option<&App>) -> Config {
    Config {
        functions: live.map_or_else(|| FUNCTIONS.to_owned(), |app| app.artifact.functions.clone()),
        auth_info: live.and_then(|app| app.analysis.auth_providers.clone()).unwrap_or_default(),
    }
}
