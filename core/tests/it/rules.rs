//! The rules: every case of `conformance/rules`, the docs of every rule, and properties of all rules.

mod cases;
mod docs;
mod evidence;
mod fingerprints;
mod real;
mod routes;
mod same;
mod scheduled;
mod witness;

use std::collections::BTreeSet;

use convex_ops::compat::rules::RULES;

use crate::support::{files, read};

const FOLDER: &str = "core/gate/src/compat/rules";

/// IDs of all rules.
fn ids() -> BTreeSet<String> {
    RULES.iter().map(|rule| rule.id.to_owned()).collect()
}

#[test]
fn rule_files_match_rule_name_and_family() {
    let declared = files(FOLDER, &[".rs"]).into_iter().filter(|file| read(file).contains("const RULE: Declaration"));
    let registered = RULES.iter().map(|rule| {
        let file = rule.id.replace('-', "_");
        format!("{FOLDER}/{}/{file}.rs", rule.family.as_str())
    });
    assert_eq!(declared.collect::<BTreeSet<_>>(), registered.collect::<BTreeSet<_>>());
    for rule in RULES {
        let file = format!("{FOLDER}/{}/{}.rs", rule.family.as_str(), rule.id.replace('-', "_"));
        let source = read(&file);
        let rest =
            source.strip_prefix(rule.comments).unwrap_or_else(|| panic!("{}: comments of another file", rule.id));
        assert!(rule.comments.starts_with("//! ") && !rest.starts_with("//!"), "{}: wrong comments", rule.id);
    }
}

#[test]
fn ids_are_kebab_case_and_unique() {
    assert_eq!(ids().len(), RULES.len());
    for id in ids() {
        let words =
            id.split('-').all(|word| !word.is_empty() && word.chars().all(|letter| letter.is_ascii_lowercase()));
        assert!(words, "`{id}` is not kebab-case");
    }
}

/// `conformance/rules.lock` lists every ID that was ever used. An ID is added with its rule and never removed.
#[test]
fn ids_are_never_renamed_or_reused() {
    let lock = read("conformance/rules.lock");
    let locked: Vec<&str> = lock.lines().filter(|line| !line.starts_with('#')).collect();
    assert!(locked.is_sorted(), "conformance/rules.lock is not sorted");
    let (retired, used): (Vec<_>, Vec<_>) = locked.into_iter().partition(|line| line.ends_with(" (retired)"));
    let used: BTreeSet<String> = used.into_iter().map(str::to_owned).collect();
    assert_eq!(used, ids(), "conformance/rules.lock does not match the rules");
    for line in retired {
        let id = line.trim_end_matches(" (retired)");
        assert!(!ids().contains(id), "`{id}` is the ID of a removed rule");
    }
}
