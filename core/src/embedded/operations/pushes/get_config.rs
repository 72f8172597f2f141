//! `getConfig`

use super::config::config;
use crate::api::pushes::{GetConfig, LiveModules};
use crate::api::response;
use crate::embedded::access::Deployed;
use crate::embedded::records::app::App;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for GetConfig {
    type Subject = Deployed;

    const WRITES: bool = false;

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<LiveModules> {
        let live = App::live(call.tx, deployment.row.id)?;
        let config = config(live.as_ref());
        let (modules, udf_server_version) = match live.map(|app| app.artifact.app) {
            Some(app) => (app.modules, Some(app.udf_server_version)),
            None => (Vec::new(), None),
        };
        Ok(response!(LiveModules { config, modules, udf_server_version }))
    }
}
