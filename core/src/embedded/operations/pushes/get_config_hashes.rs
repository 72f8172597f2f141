//! `getConfigHashes`

use super::config::config;
use crate::api::pushes::{GetConfigHashes, LiveModuleHash, LiveModuleHashes};
use crate::api::response;
use crate::embedded::access::Deployed;
use crate::embedded::records::app::App;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for GetConfigHashes {
    type Subject = Deployed;

    const WRITES: bool = false;

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<LiveModuleHashes> {
        let live = App::live(call.tx, deployment.row.id)?;
        let config = config(live.as_ref());
        let (modules, udf_server_version, node_version) = match live.map(|app| app.artifact) {
            Some(artifact) => (artifact.app.modules, Some(artifact.app.udf_server_version), artifact.node_version),
            None => (Vec::new(), None, None),
        };
        let hashes = modules.into_iter().map(|module| {
            response!(LiveModuleHash { hash: module.hash(), path: module.path, environment: module.environment })
        });
        Ok(response!(LiveModuleHashes { config, module_hashes: hashes.collect(), udf_server_version, node_version }))
    }
}
