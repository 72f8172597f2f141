//! `convex-ops man`: manual pages.

use std::fs;
use std::path::PathBuf;

use super::exit::Exit;
use crate::error::{Error, Result};

/// Writes the manual pages, one of each command
#[derive(Debug, clap::Args)]
#[command(after_help = HELP)]
pub(super) struct Args {
    /// Folder for the pages; created if it is missing
    folder: PathBuf,
}

const HELP: &str = "\
Example:
  convex-ops man ~/.local/share/man/man1 && man convex-ops-check";

/// Writes the pages of `command` and of its subcommands.
pub(super) fn run(args: &Args, command: clap::Command) -> Result<Exit> {
    let unwritable =
        |error| Error::io("cannot write the manual pages", &error).in_file(args.folder.display().to_string());
    fs::create_dir_all(&args.folder).map_err(unwritable)?;
    clap_mangen::generate_to(command, &args.folder).map_err(unwritable)?;
    Ok(Exit::Clean)
}
