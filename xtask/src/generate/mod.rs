//! Writes the generated files, or says which of them are not what would be written.

mod rule_list;

use crate::shell::{BUILD, capture, command, root, run};
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::fs;

/// Every generated file says this, in a comment or where its format has none, in a field.
const MARK: &str = "do not edit";

/// Writes the files; with `check`, only compares, and fails where one differs.
pub(crate) fn files(check: bool) -> Result<()> {
    // The list of rules comes first: the core, which prints everything else, is built from it.
    let mut stale = settle(&rule_list::files()?, check)?;
    stale.extend(settle(&from_the_core()?, check)?);
    if check && !stale.is_empty() {
        bail!("not what would be generated: {}; run `cargo xtask gen`", stale.join(", "));
    }
    Ok(())
}

/// Writes the list of rules alone.
pub(crate) fn list_rules() -> Result<()> {
    settle(&rule_list::files()?, false).map(drop)
}

/// What the core's own types and rules print: path to text.
fn from_the_core() -> Result<BTreeMap<String, String>> {
    run(&mut command(BUILD))?;
    let printed = capture(&mut command("target/debug/xtask-gen"))?;
    serde_json::from_str(&printed).context("xtask-gen printed something else than a map of files")
}

/// Writes each file that differs, unless `check`, and answers their names.
fn settle(files: &BTreeMap<String, String>, check: bool) -> Result<Vec<String>> {
    let mut stale = Vec::new();
    for (name, text) in files {
        if !text.contains(MARK) {
            bail!("`{name}` does not say `{MARK}`");
        }
        let path = root().join(name);
        if fs::read_to_string(&path).is_ok_and(|now| now == *text) {
            continue;
        }
        stale.push(name.clone());
        if !check {
            fs::create_dir_all(path.parent().context("a path in a folder")?)?;
            fs::write(&path, text)?;
            println!("wrote {name}");
        }
    }
    Ok(stale)
}
