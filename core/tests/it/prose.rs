//! Comments, messages and docs are in plain English: phrases of stilted prose are rare. Source: CONTRIBUTING.md.

use crate::support::{files, read, root};
use std::collections::BTreeMap;

/// Maximum share of lines with a marker, in percent.
const MAX_PERCENT: f64 = 1.0;

/// Folders and files with prose of ours.
const PROSE: [&str; 14] = [
    "core",
    "xtask",
    "bindings-python",
    "bindings-node",
    "bindings-wasm",
    "examples",
    "conformance",
    ".ci",
    "docs",
    "README.md",
    "CONTRIBUTING.md",
    "ARCHITECTURE.md",
    "Cargo.toml",
    "deny.toml",
];

/// Endings of files with prose.
const ENDINGS: [&str; 11] = [".rs", ".md", ".py", ".ts", ".mjs", ".rb", ".sh", ".sql", ".toml", ".json", ".jsonl"];

/// Words that a doc comment must not start with.
const BAD_OPENINGS: [&str; 8] = ["What ", "Whether ", "How ", "Who ", "Where ", "By what ", "From what ", "When "];

#[test]
fn prose_is_plain() {
    let markers = Markers::new(&read("core/tests/it/prose/markers.txt"));
    let (mut lines, mut found) = (0, BTreeMap::<String, Vec<String>>::new());
    for file in PROSE.iter().flat_map(|place| sources(place)) {
        for (number, text) in prose(&file, &read(&file)) {
            lines += 1;
            if markers.matches(&text) {
                found.entry(file.clone()).or_default().push(format!("{file}:{number}: {text}"));
            }
        }
    }
    let count = found.values().map(Vec::len).sum::<usize>();
    let percent = 100.0 * count as f64 / lines as f64;
    println!("{count} of {lines} lines ({percent:.2} %)");
    let shown: Vec<_> = found.into_values().flatten().take(40).collect();
    assert!(percent <= MAX_PERCENT, "{count} of {lines} lines have markers ({percent:.1} %):\n{}", shown.join("\n"));
}

/// The files of a folder, or the file itself.
fn sources(place: &str) -> Vec<String> {
    if root().join(place).is_file() {
        return vec![place.to_owned()];
    }
    let is_generated = |file: &String| read(file).lines().take(3).any(|line| line.contains("do not edit"));
    let found = files(place, &ENDINGS);
    found
        .into_iter()
        .filter(|file| !file.starts_with("core/tests/it/prose") && !file.starts_with("core/fuzz/corpus"))
        .filter(|file| !is_generated(file))
        .collect()
}

/// The lines of prose of a file: comments and texts with several words; in Markdown all lines outside of code; in JSON the
/// titles of cases.
fn prose(file: &str, text: &str) -> Vec<(usize, String)> {
    let numbered = text.lines().enumerate().map(|(index, line)| (index + 1, line.trim()));
    if file.ends_with(".md") {
        let mut in_code = false;
        let outside = numbered.filter(|(_, line)| {
            in_code ^= line.starts_with("```");
            !in_code && !line.is_empty()
        });
        return outside.map(|(number, line)| (number, line.to_owned())).collect();
    }
    if file.ends_with(".json") || file.ends_with(".jsonl") {
        let title = |line: &str| Some(line.split_once("\"name\": \"")?.1.split('"').next()?.to_owned());
        let titles = numbered.filter_map(|(number, line)| Some((number, title(line)?)));
        return titles.filter(|(_, title)| title.contains(' ')).collect();
    }
    let comment = match file.rsplit('.').next() {
        Some("py" | "rb" | "sh" | "toml") => "#",
        Some("sql") => "--",
        _ => "//",
    };
    let is_python = file.ends_with(".py");
    let (mut found, mut before_is_doc, mut in_docstring) = (Vec::new(), false, false);
    for (number, line) in numbered {
        let is_block = !is_python && line.starts_with("/**");
        let is_doc = line.starts_with("///") || line.starts_with("//!") || is_block;
        let fences = if is_python { line.matches("\"\"\"").count() } else { 0 };
        if in_docstring || line.starts_with("\"\"\"") {
            let text = line.trim_matches('"').trim();
            found.push((number, if in_docstring { text.to_owned() } else { format!("^{text}") }));
        } else if line.starts_with(comment) || line.starts_with("* ") || is_block {
            let text = line.trim_end_matches("*/").trim_start_matches(['/', '!', '#', '*', '-']).trim();
            let opens = is_doc && !before_is_doc;
            found.push((number, if opens { format!("^{text}") } else { text.to_owned() }));
        } else {
            let texts: Vec<_> = line.split('"').skip(1).step_by(2).filter(|text| text.contains(' ')).collect();
            if !texts.is_empty() {
                found.push((number, texts.join(" ")));
            }
        }
        in_docstring ^= fences % 2 == 1;
        before_is_doc = is_doc && !line.ends_with("*/");
    }
    found
}

/// Phrases, as sequences of patterns of words.
struct Markers(Vec<Vec<Vec<String>>>);

impl Markers {
    /// Reads a list. A word is `a`, `a?` with an optional last letter, `(a|b)`, or `\w+` for any.
    fn new(list: &str) -> Self {
        let lines = list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let word = |word: &str| {
            let word = word.trim_start_matches('(').trim_end_matches(')');
            let shorter = |word: &str| word.strip_suffix('?').map(|word| word[..word.len() - 1].to_owned());
            let both = |word: &str| {
                shorter(word).into_iter().chain([word.trim_end_matches('?').to_owned()]).collect::<Vec<_>>()
            };
            word.split('|').flat_map(both).collect::<Vec<_>>()
        };
        Self(lines.map(|line| line.split(' ').map(word).collect()).collect())
    }

    fn matches(&self, text: &str) -> bool {
        if let Some(opening) = text.strip_prefix('^')
            && BAD_OPENINGS.iter().any(|bad| opening.starts_with(bad))
        {
            return true;
        }
        let is_part = |character: char| character.is_alphanumeric() || character == '\'' || character == '_';
        let words: Vec<_> =
            text.split(|c: char| !is_part(c)).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
        let fits = |pattern: &Vec<String>, word: &String| pattern.iter().any(|one| one == "\\w+" || one == word);
        self.0.iter().any(|phrase| {
            words
                .windows(phrase.len())
                .any(|window| phrase.iter().zip(window).all(|(pattern, word)| fits(pattern, word)))
        })
    }
}

mod self_test {
    use super::*;

    fn is_stilted(file: &str, text: &str) -> bool {
        let markers = Markers::new("anew\nbegins?\n(is|are) told\nwhat is \\w+ that\n");
        prose(file, text).iter().any(|(_, line)| markers.matches(line))
    }

    #[test]
    fn marker_in_comment_message_or_doc_is_found() {
        for (file, text) in [
            ("a.rs", "// It begins again."),
            ("a.rs", "/// Reads.\n/// Then anew."),
            ("a.rs", "Err(\"who calls is told so\")"),
            ("a.md", "What is it that fails?"),
            ("a.py", "# Begin again."),
            ("a.sql", "-- Who is told."),
            ("a.toml", "# Built anew."),
            ("a.json", r#"{"name": "what is it that fails"}"#),
            ("a.rs", "/// Whether it fits.\nfn f() {}"),
            ("a.ts", "/** Whether it fits. */"),
            ("a.ts", "/** Fits. */\n/** Begins. */"),
            ("a.py", "\"\"\"Whether it fits.\"\"\""),
            ("a.py", "\"\"\"Reads.\n\nThen anew.\n\"\"\""),
        ] {
            assert!(is_stilted(file, text), "{text}");
        }
    }

    #[test]
    fn plain_prose_code_and_names_are_not_found() {
        for (file, text) in [
            ("a.rs", "// It starts again."),
            ("a.rs", "let begin = anew();"),
            ("a.rs", "let x = \"begin\";"),
            ("a.md", "```\nbegin\n```"),
            ("a.json", r#"{"name": "it starts again", "text": "what is it that begins"}"#),
            ("a.rs", "/// Checks if it fits.\n/// Whether it does is unknown."),
            ("a.ts", "/** Checks if it fits. */"),
            ("a.ts", "/**\n * Checks if it fits.\n * Whether it does is unknown.\n */"),
            ("a.py", "\"\"\"Reads.\n\nWhether it does is unknown.\n\"\"\"\nbegin = anew"),
        ] {
            assert!(!is_stilted(file, text), "{text}");
        }
    }
}
