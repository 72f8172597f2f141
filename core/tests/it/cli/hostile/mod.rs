//! Inputs that were damaged, or made to do harm: each ends in a clear error, and what only looks like one of them does
//! not.

mod archives;
mod bombs;
mod cancel;
mod faults;
mod files;

use super::*;
use crate::raw_zip::Part;

const UNIFORM: &[u8] = b"\"uniform\"\n";

/// The documents of the table `t`, all good.
fn documents(count: usize) -> String {
    (0..count).map(|n| format!("{{\"_id\": \"x{n:07}\", \"a\": {}.0}}\n", 1 + n % 2)).collect()
}

/// An export of the table `t` with these documents.
fn export(documents: &str) -> Vec<Part> {
    vec![Part::deflated("t/generated_schema.jsonl", UNIFORM), Part::deflated("t/documents.jsonl", documents.as_bytes())]
}

/// What the check says of this zip, with these further arguments.
fn check_zip(bytes: &[u8], arguments: &str) -> Outcome {
    let folder = folder();
    std::fs::write(folder.path("export.zip"), bytes).unwrap();
    folder.run(&format!("check --baseline whole.json --candidate whole.json --data export.zip {arguments}"))
}

/// The zip is refused, and the words are all in what standard error says.
#[track_caller]
fn refused(bytes: &[u8], words: &[&str]) {
    refused_with(bytes, "", words);
}

#[track_caller]
fn refused_with(bytes: &[u8], arguments: &str, words: &[&str]) {
    let outcome = check_zip(bytes, arguments);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""), "{}", outcome.stderr);
    assert_eq!(outcome.stderr.matches("error: export.zip").count(), 1, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("\n help: "), "nothing says what to do: {}", outcome.stderr);
    for word in words {
        assert!(outcome.stderr.contains(word), "no `{word}` in: {}", outcome.stderr);
    }
}

#[track_caller]
fn passes(bytes: &[u8]) {
    passes_with(bytes, "");
}

#[track_caller]
fn passes_with(bytes: &[u8], arguments: &str) {
    let outcome = check_zip(bytes, arguments);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{}", outcome.stdout);
}
