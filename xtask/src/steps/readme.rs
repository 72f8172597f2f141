//! The README's first command, exactly as it stands there.

use crate::shell::{command, root};
use anyhow::{Context, Result, ensure};

/// Runs the sample check: it must find what is wrong with the sample, and say so by its exit code.
pub(super) fn sample() -> Result<()> {
    let line = sample_command()?;
    println!("$ {line}");
    let output = command(&line).output()?;
    let printed = String::from_utf8(output.stdout)?;
    print!("{printed}{}", String::from_utf8_lossy(&output.stderr));
    ensure!(output.status.code() == Some(1), "the sample has breaking findings: exit 1 is due, not {}", output.status);
    for rule in ["document-mismatch", "args-field-required", "scheduled-target-missing"] {
        ensure!(printed.contains(rule), "the sample's report does not name `{rule}`");
    }
    Ok(())
}

/// The command, with its continuation lines joined.
fn sample_command() -> Result<String> {
    let readme = std::fs::read_to_string(root().join("README.md"))?.replace("\\\n", " ");
    let line = readme.lines().find(|line| line.starts_with("cargo run --features cli -- check "));
    Ok(line.context("the README has no line `cargo run --features cli -- check …`")?.to_owned())
}
