//! HTML, parsed as XML: the page is both.

use super::*;
use crate::support::read;
use base64::Engine as _;
use roxmltree::{Document, Node, ParsingOptions};
use sha2::Digest as _;

const ELEMENTS: [&str; 31] = [
    "html", "head", "meta", "title", "style", "body", "main", "header", "section", "article", "footer", "h1", "h2",
    "h3", "p", "span", "small", "dl", "dt", "dd", "ul", "li", "pre", "code", "details", "summary", "br", "a", "div",
    "em", "strong",
];
const ATTRIBUTES: [&str; 6] = ["lang", "charset", "http-equiv", "content", "name", "class"];

fn read_page<T>(name: &str, look: impl Fn(&Document<'_>) -> T) -> T {
    let text = rendered(name, ReportFormat::Html);
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    look(&Document::parse_with_options(&text, options).unwrap_or_else(|error| panic!("{error}: {text}")))
}

fn elements(document: &Document<'_>) -> Vec<String> {
    document.descendants().filter(Node::is_element).map(|node| node.tag_name().name().to_owned()).collect()
}

#[test]
fn data_adds_no_elements_or_attributes() {
    for name in HOSTILE {
        let found = read_page(name, |document| {
            for node in document.descendants().filter(Node::is_element) {
                assert!(ELEMENTS.contains(&node.tag_name().name()), "{node:?}");
                let attributes: Vec<_> = node.attributes().map(|attribute| attribute.name()).collect();
                assert!(attributes.iter().all(|name| ATTRIBUTES.contains(name)), "{attributes:?}");
            }
            elements(document).into_iter().filter(|name| name != "code").collect::<Vec<_>>()
        });
        let plain = read_page("x", elements).into_iter().filter(|name| name != "code").collect::<Vec<_>>();
        assert_eq!(found, plain, "{name}");
    }
}

#[test]
fn page_shows_name() {
    for name in HOSTILE.into_iter().filter(|name| !name.contains(['`', '\u{ffff}'])) {
        let is_shown = read_page(name, |document| {
            document.descendants().any(|node| node.has_tag_name("code") && node.text() == Some(&shown(name)))
        });
        assert!(is_shown, "{name}");
    }
}

#[test]
fn page_loads_nothing_external() {
    let policy = read_page("x", |document| {
        let meta = document.descendants().find(|node| node.attribute("http-equiv") == Some("Content-Security-Policy"));
        meta.unwrap().attribute("content").unwrap().to_owned()
    });
    let style = read("core/gate/src/compat/report/render/html.css");
    let hash = base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(&style));
    let expected = format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'");
    assert_eq!(policy, expected);
    let text = rendered("x", ReportFormat::Html);
    assert!(text.contains(&format!("<style>{style}</style>")));
    assert!(!["http:", "https:", "//", "url(", "@import"].iter().any(|from| text.contains(from)));
}
