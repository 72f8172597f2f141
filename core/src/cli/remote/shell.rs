//! Commands that users name.

use std::process::Command;

/// Returns a command line, run by the shell of the operating system.
pub(super) fn command(line: &str) -> Command {
    let (shell, flag) = if std::env::consts::OS == "windows" { ("cmd", "/C") } else { ("sh", "-c") };
    let mut command = Command::new(shell);
    command.args([flag, line]);
    command
}
