//! Markdown, parsed with GitHub's tables.

use super::*;
use pulldown_cmark::{Event, Options, Parser, Tag};

const TAGS: [&str; 8] =
    ["<details>", "</details>", "<summary>", "</summary>", "<code>", "</code>", "<span>", "</span>"];

fn events(text: &str) -> Vec<Event<'_>> {
    Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS).collect()
}

/// Start events: everything but the text.
fn structure(text: &str) -> Vec<Tag<'_>> {
    let tags = events(text).into_iter().filter_map(|event| match event {
        Event::Start(tag) => Some(tag),
        _ => None,
    });
    tags.collect()
}

#[test]
fn data_adds_no_structure() {
    let plain = rendered("x", ReportFormat::Markdown);
    for name in HOSTILE {
        let text = rendered(name, ReportFormat::Markdown);
        assert_eq!(structure(&text), structure(&plain), "{text}");
    }
}

#[test]
fn data_adds_no_elements() {
    for name in HOSTILE {
        let text = rendered(name, ReportFormat::Markdown);
        for event in events(&text) {
            let (Event::Html(html) | Event::InlineHtml(html)) = event else { continue };
            let rest = TAGS.iter().fold(html.to_string(), |html, tag| html.replace(tag, ""));
            assert!(!rest.contains('<'), "{html:?}");
        }
    }
}

#[test]
fn data_adds_no_mentions_or_links() {
    for name in HOSTILE {
        let text = rendered(name, ReportFormat::Markdown);
        for event in events(&text) {
            let Event::Text(run) = event else { continue };
            let code_of_page = run.trim() == "@" || run.trim() == "#";
            assert!(code_of_page || !(run.starts_with('@') || run.contains(" @") || run.contains(" #")), "{run:?}");
        }
    }
}

#[test]
fn name_is_shown_as_code() {
    let is_shown = |name: &str| {
        let text = rendered(name, ReportFormat::Markdown);
        events(&text).iter().any(|event| matches!(event, Event::Code(code) if **code == *name))
    };
    assert!(is_shown("messages.js:send"));
    assert!(is_shown("<script>alert(1)</script>"));
    assert!(rendered("a|b", ReportFormat::Markdown).contains("<code>a&#124;b</code>"));
}

#[test]
fn large_report_fits_comment_limit() {
    let mut large = report("messages.js:send");
    let finding = large.findings[0].clone();
    large.findings.extend(std::iter::repeat_n(finding, 5000));
    let text = render(&large, &RenderOptions::new(ReportFormat::Markdown));
    assert!(text.len() < 65_536, "{}", text.len());
    assert!(text.contains("and 4903 more; use another format to see them"), "{}", &text[text.len() - 3000..]);
}
