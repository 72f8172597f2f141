//! `convex-ops dashboard`: a page for teams, projects, deployments and checks.

mod args;
mod browser;
mod platform;

use std::time::Duration;

use serde::Serialize;
use tokio::runtime::Runtime;

use super::exit::Exit;
use super::output;
use crate::dashboard::{Assets, Dashboard, DashboardOptions};
use crate::error::{Error, ErrorKind, Result};
use crate::keys::Secret;
use crate::os::stop_signal;

pub(super) use args::Args;
use platform::Platform;

/// Maximum time that calls may continue after the server stops.
const TO_END: Duration = Duration::from_millis(500);

pub(super) fn run(args: &Args) -> Result<Exit> {
    let assets = args.assets.as_deref().map_or_else(Assets::of_build, Assets::of_folder)?;
    let runtime = Runtime::new().map_err(|error| Error::io("cannot start the server's threads", &error))?;
    let exit = runtime.block_on(serve(args, assets));
    // Not even a call that cannot be cancelled holds the process.
    runtime.shutdown_timeout(TO_END);
    exit
}

async fn serve(args: &Args, assets: Assets) -> Result<Exit> {
    let stopped = stop_signal().map_err(|error| Error::io("cannot handle signals", &error))?;
    let platform = Platform::open(args).await?;
    let options = DashboardOptions::new(platform.url(), platform.token().clone(), assets)
        .embedded(platform.is_embedded())
        .port(args.port);
    let dashboard = Dashboard::start(options).await?;
    output::print(&ready_line(&dashboard, &platform, args.json)?)?;
    if args.opens_browser()
        && let Err(error) = browser::open(dashboard.url())
    {
        output::warn(&format!("cannot open a browser: {error}; open the address above"));
    }
    stopped.await;
    dashboard.stop().await;
    platform.stop().await;
    Ok(Exit::Clean)
}

/// The line printed by `--json` when the server is ready.
#[derive(Serialize)]
struct ReadyLine<'a> {
    url: &'a Secret,
    platform: &'a str,
}

fn ready_line(dashboard: &Dashboard, platform: &Platform, as_json: bool) -> Result<String> {
    let (url, platform_url) = (dashboard.url(), platform.url());
    if as_json {
        let line = serde_json::to_string(&ReadyLine { url, platform: platform_url })
            .map_err(|error| Error::new(ErrorKind::Internal, "cannot serialize the line as JSON").caused_by(error))?;
        return Ok(line + "\n");
    }
    let of = if platform.is_embedded() { "a platform in this process".to_owned() } else { platform_url.to_owned() };
    Ok(format!(
        "The dashboard of {of} is at\n\n  {}\n\nKeep the address to yourself: it gives access to all that your token allows.\n\
         Press Ctrl-C to stop.\n",
        url.expose()
    ))
}
