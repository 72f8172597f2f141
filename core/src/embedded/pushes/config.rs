//! `getConfig` and `getConfigHashes`

use super::app::App;
use crate::api::pushes::{Config, GetConfig, GetConfigHashes, LiveModuleHash, LiveModuleHashes, LiveModules};
use crate::embedded::runtime::{Handler, RequestContext};
use crate::embedded::subject::Deployed;
use crate::error::Result;

/// The folder of the functions where nothing was pushed yet.
const FUNCTIONS: &str = "convex/";

impl Handler for GetConfigHashes {
    type Subject = Deployed;

    const WRITES: bool = false;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.target()
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<LiveModuleHashes> {
        let live = App::live(call.tx, deployment.row.id)?;
        let config = config(live.as_ref());
        let (modules, udf_server_version, node_version) = match live.map(|app| app.artifact) {
            Some(artifact) => (artifact.app.modules, Some(artifact.app.udf_server_version), artifact.node_version),
            None => (Vec::new(), None, None),
        };
        let hashes = modules.into_iter().map(|module| LiveModuleHash {
            hash: module.hash(),
            path: module.path,
            environment: module.environment,
        });
        Ok(LiveModuleHashes { config, module_hashes: hashes.collect(), udf_server_version, node_version })
    }
}

impl Handler for GetConfig {
    type Subject = Deployed;

    const WRITES: bool = false;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.target()
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<LiveModules> {
        let live = App::live(call.tx, deployment.row.id)?;
        let config = config(live.as_ref());
        let (modules, udf_server_version) = match live.map(|app| app.artifact.app) {
            Some(app) => (app.modules, Some(app.udf_server_version)),
            None => (Vec::new(), None),
        };
        Ok(LiveModules { config, modules, udf_server_version })
    }
}

fn config(live: Option<&App>) -> Config {
    Config {
        functions: live.map_or_else(|| FUNCTIONS.to_owned(), |app| app.artifact.functions.clone()),
        auth_info: live.and_then(|app| app.analysis.auth_providers.clone()).unwrap_or_default(),
    }
}
