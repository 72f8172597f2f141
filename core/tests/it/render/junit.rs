//! JUnit, parsed as XML.

use super::*;
use convex_ops::compat::report::Level;
use roxmltree::{Document, Node};

const ELEMENTS: [&str; 7] = ["testsuites", "testsuite", "testcase", "failure", "error", "skipped", "system-out"];

fn count(node: &Node<'_, '_>, name: &str) -> usize {
    node.descendants().filter(|inner| inner.has_tag_name(name)).count()
}

fn number(node: &Node<'_, '_>, name: &str) -> usize {
    node.attribute(name).unwrap().parse().unwrap()
}

#[test]
fn reports_are_well_formed_with_correct_counts() {
    for name in HOSTILE {
        let text = rendered(name, ReportFormat::Junit);
        let document = Document::parse(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
        for node in document.descendants().filter(Node::is_element) {
            assert!(ELEMENTS.contains(&node.tag_name().name()), "{node:?}");
        }
        let suites = document.descendants().filter(|node| node.tag_name().name().starts_with("testsuite"));
        for suite in suites {
            let counted = ["testcase", "failure", "error", "skipped"].map(|name| count(&suite, name));
            assert_eq!(["tests", "failures", "errors", "skipped"].map(|name| number(&suite, name)), counted);
        }
    }
}

#[test]
fn names_and_messages_survive() {
    for name in HOSTILE.into_iter().filter(|name| !name.contains('\u{ffff}')) {
        let text = rendered(name, ReportFormat::Junit);
        let document = Document::parse(&text).unwrap();
        let failure = document.descendants().find(|node| node.has_tag_name("failure")).unwrap();
        assert_eq!(failure.attribute("message").unwrap(), format!("`{}` is gone", shown(name)));
        assert_eq!(failure.attribute("type"), Some("breaking"));
        assert!(failure.text().unwrap().contains("fingerprint: 0123456789abcdef"));
    }
}

#[test]
fn failures_follow_fail_on() {
    let failures = |level| {
        let mut options = RenderOptions::new(ReportFormat::Junit);
        options.fail_on = level;
        render(&report("x"), &options).matches("<failure").count()
    };
    assert_eq!([Level::Breaking, Level::Risky, Level::Info].map(failures), [1, 2, 4]);
}

#[test]
fn accepted_is_skipped_and_undecided_is_an_error() {
    let text = rendered("x", ReportFormat::Junit);
    assert!(text.contains("<skipped message=\"accepted: x, until 2026-12-31\"/>"), "{text}");
    assert!(text.contains("<error type=\"undecided\" message=\"whether `x` fits\"/>"), "{text}");
}
