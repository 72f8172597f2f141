//! Damaged or malicious inputs end in a clear error. Valid inputs that resemble them
//! pass.

mod archives;
mod bombs;
mod cancel;
mod faults;
mod files;

use super::*;
use crate::raw_zip::Part;

const UNIFORM: &[u8] = b"\"uniform\"\n";

/// Valid documents of the table `t`.
fn documents(count: usize) -> String {
    (0..count).map(|n| format!("{{\"_id\": \"x{n:07}\", \"a\": {}.0}}\n", 1 + n % 2)).collect()
}

/// An export of the table `t` with these documents.
fn export(documents: &str) -> Vec<Part> {
    vec![Part::deflated("t/generated_schema.jsonl", UNIFORM), Part::deflated("t/documents.jsonl", documents.as_bytes())]
}

/// Checks this zip with further arguments.
fn check_zip(bytes: &[u8], arguments: &str) -> Outcome {
    let folder = folder();
    std::fs::write(folder.path("export.zip"), bytes).unwrap();
    folder.run(&format!("check --baseline whole.json --candidate whole.json --data export.zip {arguments}"))
}

/// Asserts that the zip is rejected, with all of these words on standard error.
#[track_caller]
fn refused(bytes: &[u8], words: &[&str]) {
    refused_with(bytes, "", words);
}

#[track_caller]
fn refused_with(bytes: &[u8], arguments: &str, words: &[&str]) {
    let outcome = check_zip(bytes, arguments);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""), "{}", outcome.stderr);
    assert_eq!(outcome.stderr.matches("error: export.zip").count(), 1, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("\n help: "), "no help in: {}", outcome.stderr);
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
