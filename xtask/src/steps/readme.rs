//! The README's first command, exactly as written, and the output that the README shows of it.

use crate::shell::{command, root};
use anyhow::{Context, Result, ensure};

/// Runs the sample check: it must find the sample's mistakes, exit 1, and print the lines that the README shows.
pub(super) fn sample() -> Result<()> {
    let readme = std::fs::read_to_string(root().join("README.md"))?;
    let line = sample_command(&readme)?;
    println!("$ {line}");
    let output = command(&line).output()?;
    let printed = String::from_utf8(output.stdout)?;
    print!("{printed}{}", String::from_utf8_lossy(&output.stderr));
    ensure!(output.status.code() == Some(1), "the sample check must exit 1, not {}", output.status);
    for rule in ["document-mismatch", "args-field-required", "scheduled-target-missing"] {
        ensure!(printed.contains(rule), "`{rule}` not found in the sample's report");
    }
    for shown in sample_output(&readme)? {
        ensure!(printed.lines().any(|line| line == shown), "README line not found in the output: {shown}");
    }
    Ok(())
}

/// The command, with its continuation lines joined.
fn sample_command(readme: &str) -> Result<String> {
    let joined = readme.replace("\\\n", " ");
    let line = joined.lines().find(|line| line.starts_with("cargo run -- check "));
    Ok(line.context("the README has no line `cargo run -- check …`")?.to_owned())
}

/// The output that the README shows, in its first `text` fence. `…` stands for lines that are left out.
fn sample_output(readme: &str) -> Result<Vec<&str>> {
    let fence = readme.split("```text\n").nth(1).and_then(|rest| rest.split("```").next());
    let lines = fence.context("the README shows no output")?.lines();
    Ok(lines.filter(|line| *line != "…").collect())
}
