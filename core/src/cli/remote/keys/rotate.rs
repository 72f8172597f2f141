//! `convex-ops keys rotate`.

use std::io::Write as _;
use std::process::Stdio;
use std::time::Duration;

use crate::cli::exit::Exit;
use crate::cli::remote::shared::Change;
use crate::cli::remote::target::find;
use crate::cli::remote::times::parse_duration;
use crate::error::{Error, Result};
use crate::handles::{ChangeKind, Rotation};
use crate::keys::Secret;
use crate::os;
use crate::threads::runtime;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Name of the key
    name: String,

    /// Command that installs the new key, which it receives on standard input. If it fails, the new key is deleted and the
    /// previous one kept. Without it, the new key is printed and the previous one is kept, until it is deleted
    #[arg(long, value_name = "COMMAND")]
    install: Option<String>,

    /// Lifetime of the new key, such as 30d [default: that of the previous key]
    #[arg(long, value_name = "TIME", value_parser = parse_duration)]
    expires_in: Option<Duration>,

    #[command(flatten)]
    change: Change,
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let Change { confirm, shared } = &args.change;
    let chosen = find(&shared.target, shared.output, true)?;
    let keys = confirm.on_platform(&chosen, ChangeKind::Ordinary)?.deploy_keys();
    let rotation: Rotation = runtime().block_on(keys.start_rotation(&args.name, args.expires_in))?;
    let Some(install) = &args.install else {
        let previous = rotation.replaces.join(", ");
        shared
            .output
            .say(&format!("the key is printed only now; once it is installed, delete the previous: {previous}"));
        shared.output.print(&rotation, || format!("{}\n", rotation.key.secret.expose()))?;
        return Ok(Exit::Clean);
    };
    if let Err(error) = pass(install, &rotation.key.secret) {
        runtime().block_on(keys.undo_rotation(&rotation))?;
        return Err(error);
    }
    runtime().block_on(keys.finish_rotation(&rotation))?;
    let (key, previous) = (&rotation.key.name, rotation.replaces.join(", "));
    let data = serde_json::json!({ "deployment": chosen.name, "key": key, "deleted": rotation.replaces });
    shared.output.print(&data, || format!("installed key {key} of {}, deleted {previous}\n", chosen.label()))?;
    Ok(Exit::Clean)
}

/// Runs a command with the key on its standard input. Its output goes to standard error.
fn pass(command: &str, key: &Secret) -> Result<()> {
    let failed = |error: &std::io::Error| Error::io("cannot run the command that installs the key", error);
    let mut child =
        os::shell(command).stdin(Stdio::piped()).stdout(std::io::stderr()).spawn().map_err(|error| failed(&error))?;
    if let Some(mut stdin) = child.stdin.take() {
        // A command that reads nothing reports by its exit code.
        let _ = stdin.write_all(key.expose().as_bytes());
    }
    let status = child.wait().map_err(|error| failed(&error))?;
    if status.success() {
        return Ok(());
    }
    Err(Error::invalid_input(format!("cannot install the new key: the command ended with {status}"))
        .help("mend the command and rotate again; the previous key is kept"))
}
