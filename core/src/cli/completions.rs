//! `convex-ops completions`: shell completion scripts.

use clap_complete::{Shell, generate};

use super::exit::Exit;
use super::output;
use crate::error::Result;

/// Prints a shell completion script
#[derive(Debug, clap::Args)]
#[command(after_help = HELP)]
pub(super) struct Args {
    /// Shell to generate the script for
    shell: Shell,
}

const HELP: &str = "\
Examples:
  convex-ops completions bash > ~/.local/share/bash-completion/completions/convex-ops
  convex-ops completions zsh > ~/.zfunc/_convex-ops
  convex-ops completions fish > ~/.config/fish/completions/convex-ops.fish";

/// Prints the script for `command`.
pub(super) fn run(args: &Args, command: &mut clap::Command) -> Result<Exit> {
    let mut script = Vec::new();
    generate(args.shell, command, "convex-ops", &mut script);
    output::print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Clean)
}
