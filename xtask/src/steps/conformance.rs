//! What Convex itself publishes against this project: the same questions to its npm packages, their calls to the server,
//! and calls made up out of its descriptions of its APIs.

use crate::runner::Skipped;
use crate::shell::{BUILD, command, root, run};
use crate::{npm, venv};
use anyhow::Result;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

const DIFFERENTIAL: &str = "conformance/differential";
const PLATFORM: &str = "conformance/platform-client";
const APPS: &str = "conformance/apps";
const OPENAPI: &str = "conformance/openapi";

/// How many requests are made up for each operation where there is time.
const MANY: &str = "400";

pub(super) fn differential() -> Result<()> {
    npm::install(DIFFERENTIAL)?;
    run(&mut command(BUILD))?;
    npm::script(DIFFERENTIAL, "test")
}

/// Sample apps from folders and git revisions, through Convex's own command; what Node says of them.
pub(super) fn apps() -> Result<()> {
    npm::install(APPS)?;
    run(&mut command(BUILD))?;
    npm::script(APPS, "test")
}

/// Convex's own clients against the server.
pub(super) fn platform() -> Result<()> {
    npm::install(PLATFORM)?;
    run(&mut command(BUILD))?;
    npm::script(PLATFORM, "test")
}

/// The same requests each time.
pub(super) fn openapi() -> Result<()> {
    made_up_requests(&[])
}

/// Many requests, others each time; the output tells the seed with which they are made again.
pub(super) fn openapi_at_length() -> Result<()> {
    let seed = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs().to_string();
    made_up_requests(&["--examples", MANY, "--seed", &seed])
}

fn made_up_requests(arguments: &[&str]) -> Result<()> {
    let evidence = std::env::var_os("CONVEX_OPS_EVIDENCE").map_or_else(|| root().join("../shared"), PathBuf::from);
    if !evidence.join("openapi").is_dir() {
        let why = format!("Convex's descriptions of its APIs are not in `{}`", evidence.join("openapi").display());
        return Err(Skipped(why).into());
    }
    let environment = venv::environment("venv-openapi", &format!("{OPENAPI}/requirements.txt"))?;
    run(&mut command(BUILD))?;
    run(venv::tool(&environment, "python").arg(format!("{OPENAPI}/main.py")).args(arguments))
}
