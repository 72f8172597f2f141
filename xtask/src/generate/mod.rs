//! Writes generated files, or checks that they are up to date.

mod rule_list;

use crate::shell::{BUILD, capture, command, root, run};
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::fs;

/// The marker in every generated file, in a comment, or in a field if its format has no comments.
const MARK: &str = "do not edit";

/// Writes the files; with `check`, only compares them and fails if one differs.
pub(crate) fn files(check: bool) -> Result<()> {
    // The list of rules comes first: it is part of the core, which generates everything else.
    let mut stale = update(&rule_list::files()?, check)?;
    stale.extend(update(&generate_from_core()?, check)?);
    if check && !stale.is_empty() {
        bail!("outdated generated files: {}; run `cargo xtask gen`", stale.join(", "));
    }
    Ok(())
}

/// Writes the list of rules only.
pub(crate) fn list_rules() -> Result<()> {
    update(&rule_list::files()?, false).map(drop)
}

/// Generates files from the core's types and rules: path to text.
fn generate_from_core() -> Result<BTreeMap<String, String>> {
    run(&mut command(BUILD))?;
    let printed = capture(&mut command("target/debug/xtask-gen"))?;
    serde_json::from_str(&printed).context("invalid output of xtask-gen")
}

/// Returns the names of outdated files and, unless `check`, writes them.
fn update(files: &BTreeMap<String, String>, check: bool) -> Result<Vec<String>> {
    let mut stale = Vec::new();
    for (name, text) in files {
        if !text.contains(MARK) {
            bail!("`{MARK}` not found in `{name}`");
        }
        let path = root().join(name);
        if fs::read_to_string(&path).is_ok_and(|now| now == *text) {
            continue;
        }
        stale.push(name.clone());
        if !check {
            fs::create_dir_all(path.parent().context("a path without a folder")?)?;
            fs::write(&path, text)?;
            println!("wrote {name}");
        }
    }
    Ok(stale)
}
