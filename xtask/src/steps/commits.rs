//! The form of commit subjects: `scope: imperative`, at most 72 characters.

use crate::runner::Skipped;
use crate::shell::{capture, command, succeeds};
use anyhow::{Result, ensure};

/// The last commit that is not checked.
const BASE: &str = "20179a2";

/// Maximum number of characters in a subject.
const MAX_LENGTH: usize = 72;

/// Words that start a description rather than a command.
const NOT_VERBS: &[&str] = &[
    "a", "all", "an", "any", "both", "each", "every", "how", "if", "in", "it", "its", "new", "no", "of", "on", "one",
    "only", "some", "that", "the", "there", "these", "this", "to", "two", "what", "when", "where", "which", "who",
    "why",
];

/// Verbs that end as participles do.
const VERBS: &[&str] = &[
    "bring", "embed", "exceed", "feed", "need", "proceed", "ring", "seed", "shed", "shred", "speed", "string", "wing",
];

/// Checks every subject after the base.
pub(super) fn subjects() -> Result<()> {
    if !succeeds(command("git cat-file -e").arg(format!("{BASE}^{{commit}}")).stderr(std::process::Stdio::null())) {
        return Err(Skipped(format!("no git history back to {BASE}")).into());
    }
    let log = capture(command("git log --no-merges").args(["--format=%h %s", &format!("{BASE}..HEAD")]))?;
    let commits = log.lines().filter_map(|line| line.split_once(' '));
    let wrong: Vec<_> = commits
        .filter_map(|(hash, subject)| complaint(subject).map(|complaint| format!("{hash} {subject}: {complaint}")))
        .collect();
    ensure!(wrong.is_empty(), "commit subjects:\n{}", wrong.join("\n"));
    Ok(())
}

/// Returns how a subject breaks the form.
fn complaint(subject: &str) -> Option<&'static str> {
    if subject.chars().count() > MAX_LENGTH {
        return Some("longer than 72 characters");
    }
    let text = match subject.split_once(": ") {
        Some((scope, text)) if is_scope(scope) => text,
        _ => subject,
    };
    let first = text.split(' ').next().unwrap_or_default().to_lowercase();
    let is_word = !first.is_empty() && first.chars().all(|char| char.is_ascii_alphabetic() || char == '-');
    let is_participle = (first.ends_with("ed") || first.ends_with("ing")) && !VERBS.contains(&first.as_str());
    if !is_word || is_participle || NOT_VERBS.contains(&first.as_str()) {
        return Some("does not start with an imperative verb");
    }
    None
}

/// Checks if a text is one or more words, separated by a comma and a space.
fn is_scope(text: &str) -> bool {
    let is_word =
        |word: &str| !word.is_empty() && word.chars().all(|char| char.is_ascii_alphanumeric() || "-_.".contains(char));
    text.split(", ").all(is_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imperative_subject_is_accepted() {
        for subject in [
            "core: refuse a table name of 65 characters",
            "serve, client: Rename attend to maintenance",
            "Add a page",
            "xtask: embed the list",
        ] {
            assert_eq!(complaint(subject), None, "{subject}");
        }
    }

    #[test]
    fn description_is_refused() {
        for subject in [
            "core: the layer test knows the levels",
            "core: a test finds circles",
            "serve, client: no circle of files is left",
            "core: what is wanted stands below",
            "Added a page",
            "core: adding a page",
            "core: ",
            "core: `x` is gone",
        ] {
            assert!(complaint(subject).is_some(), "{subject}");
        }
    }

    #[test]
    fn long_subject_is_refused() {
        assert_eq!(complaint(&format!("core: add {}", "x".repeat(62))), None);
        assert!(complaint(&format!("core: add {}", "x".repeat(63))).is_some());
    }
}
