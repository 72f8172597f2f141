//! `docs/push-refusals.md` names places that exist.

use std::collections::BTreeSet;

use crate::support::{read, root};
use convex_ops::compat::rules::RULES;

const PAGE: &str = "docs/push-refusals.md";

/// The last cell of each row: the place that decides.
fn rows(page: &str) -> Vec<(String, String)> {
    let lines = page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| Refusal"));
    let cells = lines.map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect::<Vec<_>>());
    cells.map(|cells| (cells[0].to_owned(), cells[cells.len() - 1].to_owned())).collect()
}

fn spans(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

#[test]
fn push_refusals_name_existing_places() {
    let page = read(PAGE);
    let rows = rows(&page);
    assert!(rows.len() > 50, "{} rows", rows.len());
    let rules: BTreeSet<&str> = RULES.iter().map(|rule| rule.id).collect();
    for (refusal, place) in &rows {
        let decided = spans(place).any(|span| rules.contains(span) || span.starts_with("core/"));
        let explained = place.strip_prefix("Not decided").is_some_and(|rest| rest.contains(": "));
        assert!(decided || explained, "{refusal}: {place}");
    }
    // Files exist, and words with a hyphen are rules.
    for (refusal, place) in &rows {
        for span in spans(place) {
            if span.starts_with("core/") {
                assert!(root().join(span).is_file(), "{refusal}: {span}");
            } else if span.contains('-') && span.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-') {
                assert!(rules.contains(span), "{refusal}: {span}");
            }
        }
    }
}

#[test]
fn push_refusals_have_every_rule_and_code_of_the_server() {
    let page = read(PAGE);
    let named: BTreeSet<&str> = spans(&page).collect();
    let validation = read("core/src/embedded/operations/pushes/validation.rs");
    let (_, list) = validation.split_once("REFUSED: [").unwrap();
    let (list, _) = list.split_once("];").unwrap();
    let words: Vec<_> = list.split('"').skip(1).step_by(2).collect();
    assert!(words.len() >= 20, "{words:?}");
    for word in words {
        assert!(named.contains(word), "`{word}` is not in {PAGE}");
    }
}
