//! Zip bombs.

use super::{documents, export, passes, passes_with, refused, refused_with};
use crate::raw_zip::{Part, zip};

const MIB: usize = 1 << 20;

/// An export with a declared unpacked size, correct only up to this number of blank lines.
fn blank(len: usize) -> Vec<u8> {
    let mut parts = export(&"\n".repeat(len.min(MIB)));
    parts[1].len = len as u64;
    zip(&parts)
}

#[test]
fn high_compression_ratio_is_rejected_unless_allowed() {
    let bytes = blank(65 * MIB);
    let file = "export.zip/t/documents.jsonl";
    refused(&bytes, &[file, "bytes unpack to 68157440, more than the limit of 500 times as many", "`max-ratio`"]);
    refused_with(&bytes, "--max-ratio 100000", &[file, "it ends after 1048576 of"]);
}

#[test]
fn small_files_may_have_any_ratio() {
    passes(&blank(MIB));
    passes_with(&blank(MIB), "--max-ratio 1");
}

#[test]
fn unpacked_document_bytes_are_limited() {
    let bytes = zip(&export(&documents(100)));
    let all = documents(100).len() + super::UNIFORM.len();
    let words = ["export.zip/t/documents.jsonl", "unpack to 3010 bytes, more than the limit of 3009", "`max-bytes`"];
    refused_with(&bytes, &format!("--max-bytes {}", all - 1), &words);
    passes_with(&bytes, &format!("--max-bytes {all}"));
}

/// The declared size is enough; nothing is unpacked.
#[test]
fn huge_declared_size_is_rejected_without_unpacking() {
    let mut parts = export(&documents(100));
    parts[1].len = 3 << 40;
    let bytes = crate::raw_zip::zip64(&parts);
    refused(&bytes, &["bytes unpack to 3298534883328, more than the limit of 500 times as many"]);
    refused_with(
        &bytes,
        "--max-ratio 18446744073709551615",
        &["unpack to 3298534883338 bytes, more than the limit of 2199023255552"],
    );
}

#[test]
fn entry_count_is_limited() {
    let mut parts = export(&documents(5));
    parts.extend((0..100).map(|n| Part::stored(&format!("_storage/{n}"), b"")));
    let words = ["export.zip: the zip has more than 101 entries", "`max-entries`"];
    refused_with(&zip(&parts), "--max-entries 101", &words);
    passes_with(&zip(&parts), "--max-entries 102");
}

#[test]
fn invalid_limits_are_invalid_arguments() {
    for arguments in ["--max-bytes 10XB", "--max-ratio -1", "--max-entries many"] {
        assert_eq!(super::check_zip(&blank(0), arguments).code, 2, "{arguments}");
    }
}

#[test]
fn nested_zip_is_not_opened() {
    let mut parts = export(&documents(5));
    parts.push(Part::stored("inner.zip", &zip(&export("{\n"))));
    passes(&zip(&parts));
}

#[test]
fn deep_nesting_is_a_bad_line() {
    let nested = |depth: usize| format!("{{\"a\": {}{}}}\n", "[".repeat(depth), "]".repeat(depth));
    let of = |line: &str| {
        zip(&[
            Part::stored("u/generated_schema.jsonl", super::UNIFORM),
            Part::deflated("u/documents.jsonl", format!("{{\"a\": 1.0}}\n{line}").as_bytes()),
        ])
    };
    passes(&of(&nested(60)));
    for depth in [70, 1_000_000] {
        let outcome = super::check_zip(&of(&nested(depth)), "");
        assert_eq!((outcome.code, outcome.stderr.as_str()), (1, ""), "{}", outcome.stdout);
        assert!(outcome.stdout.contains("`u`: 1 line is not a document: line 2: "), "{}", outcome.stdout);
    }
}
