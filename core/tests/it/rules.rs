//! The rules: every case of `conformance/rules`, the docs of every rule, and what all rules have in common.

mod cases;
mod docs;
mod evidence;
mod real;
mod routes;
mod same;
mod scheduled;
mod witness;

use std::collections::BTreeSet;

use convex_ops::compat::rules::RULES;

use crate::support::{files, read};

const FOLDER: &str = "core/gate/src/compat/rules";

/// The ids of all rules.
fn ids() -> BTreeSet<String> {
    RULES.iter().map(|rule| rule.id.to_owned()).collect()
}

#[test]
fn every_rule_is_a_file_of_its_name_in_the_folder_of_its_family() {
    let declared = files(FOLDER, &[".rs"]).into_iter().filter(|file| read(file).contains("const RULE: Rule"));
    let registered = RULES.iter().map(|rule| {
        let file = rule.id.replace('-', "_");
        format!("{FOLDER}/{}/{file}.rs", rule.family.as_str())
    });
    assert_eq!(declared.collect::<BTreeSet<_>>(), registered.collect::<BTreeSet<_>>());
    for rule in RULES {
        let file = format!("{FOLDER}/{}/{}.rs", rule.family.as_str(), rule.id.replace('-', "_"));
        assert_eq!(rule.source, read(&file), "{}: its source is another file", rule.id);
    }
}

#[test]
fn ids_are_kebab_case_and_each_is_there_once() {
    assert_eq!(ids().len(), RULES.len());
    for id in ids() {
        let words =
            id.split('-').all(|word| !word.is_empty() && word.chars().all(|letter| letter.is_ascii_lowercase()));
        assert!(words, "`{id}` is not kebab-case");
    }
}

/// `conformance/rules.lock` lists every id that was ever used. An id is added to it with its rule, and stays.
#[test]
fn no_id_is_renamed_or_used_again() {
    let lock = read("conformance/rules.lock");
    let locked: Vec<&str> = lock.lines().filter(|line| !line.starts_with('#')).collect();
    assert!(locked.is_sorted(), "conformance/rules.lock is not in order");
    let (retired, used): (Vec<_>, Vec<_>) = locked.into_iter().partition(|line| line.ends_with(" (retired)"));
    let used: BTreeSet<String> = used.into_iter().map(str::to_owned).collect();
    assert_eq!(used, ids(), "the ids of conformance/rules.lock, and those of the rules");
    for line in retired {
        let id = line.trim_end_matches(" (retired)");
        assert!(!ids().contains(id), "`{id}` was the id of a rule that is gone");
    }
}
