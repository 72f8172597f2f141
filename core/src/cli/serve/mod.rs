//! `convex-ops serve`: the embedded platform on a port.

mod args;
mod key_file;
mod token_file;

use std::path::Path;
use std::time::Duration;

use serde::Serialize;
use tokio::runtime::Runtime;

use super::exit::Exit;
use super::output;
use crate::error::{Error, ErrorKind, Result};
use crate::keys::Secret;
use crate::model::TeamId;
use crate::os::{raise_file_limit, stop_signal};
use crate::serve::{ServeOptions, Server};

pub(super) use args::Args;

/// Number of files that may be open besides a port for each deployment: connections, and the store.
const OTHER_FILES: u64 = 2_000;

/// Maximum time that calls may continue after the server stops.
const TO_END: Duration = Duration::from_millis(500);

pub(super) fn run(args: &Args) -> Result<Exit> {
    let known = args.token_file.as_deref().map(token_file::read).transpose()?.flatten();
    let options = ServeOptions { token: known.clone(), ..args.options()? };
    raise_file_limit((options.max_ports as u64).saturating_add(OTHER_FILES));
    let runtime = Runtime::new().map_err(|error| Error::io("cannot start the server's threads", &error))?;
    let exit = runtime.block_on(async {
        let stopped = stop_signal().map_err(|error| Error::io("cannot handle signals", &error))?;
        let server = Server::start(options).await?;
        if let Some(file) = args.token_file.as_deref().filter(|_| known.as_ref() != Some(server.token())) {
            token_file::write(file, server.token())?;
        }
        server.platform().warnings().iter().for_each(|warning| output::warn(warning));
        output::print(&ready_line(&server, args.json, args.token_file.as_deref())?)?;
        stopped.await;
        server.stop().await;
        Ok(Exit::Clean)
    });
    // Not even a call that cannot be cancelled holds the process: its transaction is rolled back.
    runtime.shutdown_timeout(TO_END);
    exit
}

/// The line printed by `--json` when the server is ready.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ReadyLine<'a> {
    url: &'a str,
    token: &'a Secret,
    team_id: TeamId,
}

fn ready_line(server: &Server, as_json: bool, token_file: Option<&Path>) -> Result<String> {
    let (url, token, team_id) = (server.url(), server.token(), server.team_id());
    if as_json {
        let line = serde_json::to_string(&ReadyLine { url, token, team_id })
            .map_err(|error| Error::new(ErrorKind::Internal, "cannot serialize the line as JSON").caused_by(error))?;
        return Ok(line + "\n");
    }
    let token = match token_file {
        Some(file) => format!("$(cat '{}')", file.display()),
        None => token.expose().to_owned(),
    };
    Ok(format!(
        "Serving Convex's platform at {url}, with team {team_id}. For Convex's command and @convex-dev/platform:\n\n  \
         export CONVEX_PROVISION_HOST={url}\n  export CONVEX_OVERRIDE_ACCESS_TOKEN={token}\n\n\
         Press Ctrl-C to stop.\n"
    ))
}
