//! Checks against Convex's own packages: results of its npm packages, calls of its clients to the server, and requests
//! generated from its OpenAPI descriptions.

use crate::runner::Skipped;
use crate::shell::{BUILD, command, root, run};
use crate::{npm, venv};
use anyhow::Result;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

const DIFFERENTIAL: &str = "conformance/differential";
const PLATFORM: &str = "conformance/platform-client";
const APPS: &str = "conformance/apps";
const AUTOMATION: &str = "conformance/automation";
const CLIENTS: &str = "conformance/clients";
const SELECTION: &str = "conformance/deployment-selection";
const OPENAPI: &str = "conformance/openapi";

/// The environment variable with the folder of public apps, cloned and with their packages installed.
const APPS_FOLDER: &str = "CONVEX_OPS_APPS";

/// Number of generated requests per operation in the long run.
const MANY: &str = "400";

pub(super) fn differential() -> Result<()> {
    npm::install(DIFFERENTIAL)?;
    run(&mut command(BUILD))?;
    npm::script(DIFFERENTIAL, "test")
}

/// Opens sample apps from folders and git revisions with Convex's command, and compares the results with Node.
pub(super) fn apps() -> Result<()> {
    npm::install(APPS)?;
    run(&mut command(BUILD))?;
    npm::script(APPS, "test")
}

/// Runs the tools for agents, the files for CI and a team's workflow against the server.
pub(super) fn automation() -> Result<()> {
    // The apps of the other step, with their packages.
    npm::install(APPS)?;
    npm::install(AUTOMATION)?;
    run(&mut command(BUILD))?;
    npm::script(AUTOMATION, "test")
}

/// Runs Convex's clients against the server.
pub(super) fn platform() -> Result<()> {
    npm::install(PLATFORM)?;
    run(&mut command(BUILD))?;
    npm::script(PLATFORM, "test")
}

/// Runs the two newest versions of Convex's command against the server, with each set of credentials.
pub(super) fn clients() -> Result<()> {
    run_clients("test")
}

/// Runs every supported version of Convex's command, compares the results with `docs/clients.md`, and looks for requests of
/// the newest published version that are not known.
pub(super) fn all_clients() -> Result<()> {
    run_clients("matrix")
}

fn run_clients(script: &str) -> Result<()> {
    npm::install(CLIENTS)?;
    run(&mut command(BUILD))?;
    npm::script(CLIENTS, script)
}

/// Compares which deployment Convex's command selects in each recorded case, in the two newest versions.
pub(super) fn selection() -> Result<()> {
    npm::install(CLIENTS)?;
    npm::script(SELECTION, "test")
}

/// Compares the last commits of public apps with their parents, and rechecks every witness. It downloads nothing.
pub(super) fn walk() -> Result<()> {
    let Some(apps) = std::env::var_os(APPS_FOLDER).map(PathBuf::from).filter(|folder| folder.is_dir()) else {
        return Err(Skipped(format!("{APPS_FOLDER} does not name a folder with clones of public apps")).into());
    };
    run(&mut command(BUILD))?;
    run(command("node conformance/walk/walk.mjs").arg(apps).current_dir(root()))
}

/// Sends the same generated requests each time.
pub(super) fn openapi() -> Result<()> {
    send_generated_requests(&[])
}

/// Sends many requests from a random seed, which is printed to reproduce them.
pub(super) fn openapi_at_length() -> Result<()> {
    let seed = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs().to_string();
    send_generated_requests(&["--examples", MANY, "--seed", &seed])
}

fn send_generated_requests(arguments: &[&str]) -> Result<()> {
    let evidence = std::env::var_os("CONVEX_OPS_EVIDENCE").map_or_else(|| root().join("../shared"), PathBuf::from);
    if !evidence.join("openapi").is_dir() {
        let why = format!("Convex's OpenAPI descriptions not found in `{}`", evidence.join("openapi").display());
        return Err(Skipped(why).into());
    }
    let environment = venv::environment("venv-openapi", &format!("{OPENAPI}/requirements.txt"))?;
    run(&mut command(BUILD))?;
    run(venv::tool(&environment, "python").arg(format!("{OPENAPI}/main.py")).args(arguments))
}
