//! Creates the files of a new rule.

use crate::shell::root;
use crate::{RuleName, generate};
use anyhow::{Result, ensure};
use std::fs;

const RULES: &str = "core/gate/src/compat/rules";

/// All ids ever used.
const LOCK: &str = "conformance/rules.lock";

/// Writes the rule's file and cases, and registers it.
pub(crate) fn run(rule: &RuleName) -> Result<()> {
    let RuleName { family, id } = rule;
    ensure!(root().join(RULES).join(family).is_dir(), "unknown family `{family}`: families are the folders of {RULES}");
    ensure!(is_kebab_case(id), "invalid id `{id}`: use kebab-case, with lower-case letters and single hyphens");
    let lock = add_to_lock(&fs::read_to_string(root().join(LOCK))?, id)?;
    let name = id.replace('-', "_");
    write(&format!("{RULES}/{family}/{name}.rs"), &rule_file())?;
    for case in ["fires", "near-miss"] {
        write(&format!("conformance/rules/{id}/{case}.json"), &include_str!("case.txt").replace("{case}", case))?;
    }
    fs::write(root().join(LOCK), lock)?;
    generate::list_rules()?;
    println!("Fill them in, then run `cargo xtask gen` and `cargo xtask test --only rust`.");
    Ok(())
}

/// Returns the sorted list of ids with another one added.
fn add_to_lock(lock: &str, id: &str) -> Result<String> {
    let (notes, mut ids): (Vec<&str>, Vec<&str>) = lock.lines().partition(|line| line.starts_with('#'));
    let used = ids.iter().any(|line| line.split(' ').next() == Some(id));
    ensure!(!used, "the id `{id}` is or was in use");
    ids.push(id);
    ids.sort_unstable();
    Ok(notes.into_iter().chain(ids).map(|line| format!("{line}\n")).collect())
}

fn is_kebab_case(id: &str) -> bool {
    id.split('-').all(|word| !word.is_empty() && word.chars().all(|char| char.is_ascii_lowercase()))
}

fn rule_file() -> String {
    include_str!("rule.txt").replace("{version}", env!("CARGO_PKG_VERSION"))
}

/// Writes a new file.
fn write(name: &str, text: &str) -> Result<()> {
    let path = root().join(name);
    ensure!(!path.exists(), "`{name}` already exists");
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)?;
    println!("wrote {name}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kebab_case_is_detected() {
        assert!(is_kebab_case("args-field-required"));
        for id in ["", "Args", "args_field", "-args", "args--field", "args-"] {
            assert!(!is_kebab_case(id), "{id}");
        }
    }

    #[test]
    fn ids_are_never_reused() {
        let lock = "# Ids.\nargs-removed\ntable-lost (retired)\n";
        assert_eq!(
            add_to_lock(lock, "cron-removed").unwrap(),
            "# Ids.\nargs-removed\ncron-removed\ntable-lost (retired)\n"
        );
        assert!(add_to_lock(lock, "args-removed").is_err());
        assert!(add_to_lock(lock, "table-lost").is_err());
    }

    #[test]
    fn all_placeholders_of_the_file_are_replaced() {
        let file = rule_file();
        assert!(file.contains(&format!(".since(\"{}\")", env!("CARGO_PKG_VERSION"))), "{file}");
        assert!(!file.contains("{version}"), "{file}");
    }
}
