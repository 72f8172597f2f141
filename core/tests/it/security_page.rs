//! The page about security names tests that exist.

use crate::support::{CORE, files, read};

/// Names in backticks with the form of a test's: several words, joined by underscores.
fn named(page: &str) -> Vec<&str> {
    let quoted = page.split('`').skip(1).step_by(2);
    quoted.filter(|name| name.matches('_').count() > 2 && !name.contains(|c: char| !is_of_name(c))).collect()
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'
}

#[test]
fn tests_named_on_the_page_exist() {
    let folders = CORE.into_iter().chain(["core/tests/it"]);
    let sources: String = folders.flat_map(|folder| files(folder, &[".rs"])).map(|file| read(&file)).collect();
    let page = read("docs/security.md");
    let named = named(&page);
    let missing: Vec<_> = named.iter().filter(|name| !sources.contains(&format!("fn {name}("))).collect();
    assert!(missing.is_empty(), "docs/security.md names tests that do not exist: {missing:?}");
    assert!(named.len() > 30, "{} tests", named.len());
}

/// Each row of the table of limits ends with a test.
#[test]
fn every_limit_has_a_test() {
    let page = read("docs/security.md");
    let rows = page.lines().skip_while(|line| !line.starts_with("| Limit |")).skip(2);
    let rows: Vec<_> = rows.take_while(|line| line.starts_with('|')).collect();
    let without: Vec<_> = rows.iter().filter(|row| named(row).is_empty()).collect();
    assert!(rows.len() > 10 && without.is_empty(), "{without:?}");
}
