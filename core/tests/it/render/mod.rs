//! Reports in every format: valid for other parsers, inert for any data, and without private values.

mod html;
mod json;
mod junit;
mod lines;
mod markdown;
mod sarif;

use convex_ops::compat::report::Report;
use convex_ops::compat::report::render::{RenderOptions, ReportFormat, render};
use serde_json::json;

/// Hostile names of fields, components and crons.
const HOSTILE: [&str; 16] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "\u{1b}[31mred\u{1b}]0;title\u{7}",
    "\u{9b}31m",
    "a\n::error::b\r\n##[error]c",
    "%0A::error::%25",
    "]]><!-- -->",
    "a|b\\|c",
    "`` ` ```\n# heading",
    "[text](https://evil.example) ![x](https://evil.example/x.png) www.evil.example",
    "@octocat closes #1 <!--",
    "${{ secrets.TOKEN }}",
    "\u{202e}desrever\u{2066}",
    "&amp;&#60;",
    "\t\u{0}\u{ffff}",
    "- [ ] *a* _b_ ~~c~~ $d$",
];

/// A stored value, which is private.
const PRIVATE: &str = "s3cret-of-a-user";

/// A report in which every text from data is `name`.
fn report(name: &str) -> Report {
    let finding = |rule: &str, level: &str| {
        json!({
            "rule": rule, "level": level, "breaks": ["deployed-clients", "stored-data"],
            "subject": {"component": name, "function": name, "path": name},
            "message": format!("`{name}` is gone"), "count": 3, "witness": {"field": name, "n": {"$integer": "AQAAAAAAAAA="}},
            "samples": [{"id": name, "path": name, "value": PRIVATE}], "fix": format!("keep `{name}`"),
            "fingerprint": "0123456789abcdef", "baseline": name, "before": name, "after": name,
            "location": {"file": name, "line": 3, "column": 5, "side": "candidate"},
        })
    };
    let mut accepted = finding("table-removed", "breaking");
    accepted["accepted"] = json!({"reason": name, "expires": "2026-12-31"});
    let report = json!({
        "verdict": "breaking",
        "findings": [
            finding("function-removed", "breaking"), finding("function-removed", "risky"),
            finding("table-type-narrowed", "info"), accepted,
        ],
        "undecided": [{"rule": "table-type-narrowed", "subject": {"table": name}, "message": format!("whether `{name}` fits")}],
        "notChecked": [
            {"what": "baseline crons", "component": name, "rules": ["table-removed"]},
            {"what": "the behaviour of functions", "rules": []},
        ],
        "rollback": [finding("table-type-narrowed", "info")],
        "tables": {"users": 10001},
    });
    serde_json::from_value(report).unwrap()
}

fn rendered(name: &str, format: ReportFormat) -> String {
    render(&report(name), &RenderOptions::new(format))
}

/// A name as shown: on one line, with its control characters escaped.
fn shown(name: &str) -> String {
    let spelled = |character: char| match character {
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        '\t' => "\\t".to_owned(),
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{202e}' | '\u{2066}' => character.escape_unicode().to_string(),
        plain => plain.to_string(),
    };
    name.chars().map(spelled).collect()
}

#[test]
fn values_are_shown_only_on_request() {
    let report = report("x");
    for format in ReportFormat::ALL {
        let mut options = RenderOptions::new(format);
        assert!(!render(&report, &options).contains(PRIVATE), "{format}");
        options.values = true;
        assert_eq!(render(&report, &options).contains(PRIVATE), format.shows_values(), "{format}");
    }
}

#[test]
fn every_format_shows_findings() {
    for format in ReportFormat::ALL {
        let text = rendered("messages.js:send", format);
        for part in ["function-removed", "messages.js:send", "0123456789abcdef", "baseline crons"] {
            assert!(
                text.contains(part) || (format == ReportFormat::Github && part == "baseline crons"),
                "{format}: {part}"
            );
        }
        assert!(text.ends_with('\n'), "{format}");
    }
}
