//! Zips that are damaged or contradict themselves.

use super::{documents, export, passes, refused};
use crate::raw_zip::{Part, zip, zip64};

const FILE: &str = "export.zip/t/documents.jsonl";

/// The export with a changed documents entry.
fn with(change: impl Fn(&mut Part)) -> Vec<u8> {
    let mut parts = export(&documents(500));
    change(&mut parts[1]);
    zip(&parts)
}

#[test]
fn valid_zips_pass() {
    let parts = export(&documents(500));
    passes(&zip(&parts));
    passes(&zip64(&parts));
    passes(&zip(&[Part::stored("t/generated_schema.jsonl", super::UNIFORM), Part::stored("t/documents.jsonl", b"")]));
}

/// Written by the library that Convex's backend uses for exports: streamed, in zip64, and with descriptors after
/// the entries, whose headers have no valid lengths.
#[test]
fn convex_zip_passes() {
    let bytes = std::fs::read(crate::support::root().join("core/fuzz/corpus/zip/as-convex-exports.zip")).unwrap();
    let outcome = super::check_zip(&bytes, "");
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
}

#[test]
fn truncated_zip_is_rejected_at_any_length() {
    let bytes = zip64(&export(&documents(20)));
    let lens = (2..bytes.len()).filter(|len| len % 37 == 2 || len + 30 > bytes.len());
    for len in lens {
        let outcome = super::check_zip(&bytes[..len], "");
        assert_eq!(outcome.code, 2, "{len}: {}", outcome.stdout);
        let start = "error: export.zip: incomplete zip: its directory";
        assert!(outcome.stderr.starts_with(start), "{len}: {}", outcome.stderr);
    }
}

#[test]
fn wrong_checksum_is_found_while_streaming() {
    refused(&with(|part| part.checksum ^= 1), &[FILE, "its checksum is", "instead of"]);
    let mut parts = export(&documents(5));
    parts[0].checksum ^= 1;
    refused(&zip(&parts), &["export.zip/t/generated_schema.jsonl", "its checksum is"]);
    let one_letter = |part: &mut Part| {
        let good = part.clone();
        *part = Part::stored("t/documents.jsonl", documents(500).replacen("x0000007", "x9000007", 1).as_bytes());
        part.checksum = good.checksum;
    };
    refused(&with(one_letter), &[FILE, "its checksum is"]);
}

#[test]
fn wrong_lengths_are_rejected() {
    refused(&with(|part| part.len -= 1), &[FILE, "it unpacks to more than the declared 14999 bytes"]);
    refused(&with(|part| part.len += 1), &[FILE, "it ends after 15000 of the declared 15001 bytes"]);
    refused(
        &with(|part| part.packed.truncate(part.packed.len() - 1)),
        &[FILE, "its packed data is invalid after", "near byte"],
    );
    refused(&with(|part| part.packed.push(0)), &[FILE, "1 bytes follow the end of its packed data"]);
    refused(&with(|part| part.packed[40..60].fill(0xff)), &[FILE, "its packed data is invalid after", "near byte"]);
}

#[test]
fn mismatched_headers_are_rejected() {
    refused(&with(|part| part.own_name = b"u/documents.jsonl".to_vec()), &[FILE, "differ in the name", "at byte"]);
    let parts = export(&documents(500));
    let headers = [(8, 2, "method"), (14, 4, "checksum"), (18, 4, "length"), (22, 4, "length")];
    for (offset, len, what) in headers {
        let mut bytes = zip(&parts);
        let own = find(&bytes, b"PK\x03\x04", 1);
        bytes[own + offset..own + offset + len].fill(7);
        refused(&bytes, &[FILE, &format!("differ in the {what}")]);
    }
}

/// Position of occurrence number `after` of `part` in `bytes`, counted from 0.
fn find(bytes: &[u8], part: &[u8], after: usize) -> usize {
    (0..bytes.len()).filter(|at| bytes[*at..].starts_with(part)).nth(after).unwrap()
}

#[test]
fn overlapping_entries_are_rejected() {
    let mut parts = export(&documents(500));
    parts.push(Part {
        own_name: b"u/documents.jsonl".to_vec(),
        name: b"u/documents.jsonl".to_vec(),
        ..parts[1].clone()
    });
    passes(&zip(&parts));
    let at = u32::try_from(find(&zip(&parts), b"PK\x03\x04", 1)).unwrap();
    parts[2].at = Some(at);
    refused(&zip(&parts), &["export.zip/u/documents.jsonl", "differ in the name"]);

    // The outer file contains a whole entry, including its header.
    let inner = Part::stored("u/documents.jsonl", b"{}\n");
    let inner_bytes = zip(std::slice::from_ref(&inner));
    let inner_bytes = &inner_bytes[..find(&inner_bytes, b"PK\x01\x02", 0)];
    let outer = Part::stored("t/documents.jsonl", inner_bytes);
    let at = 30 + u32::try_from(outer.name.len()).unwrap();
    let bytes = zip(&[outer, Part { at: Some(at), ..inner }]);
    refused(
        &bytes,
        &["export.zip/u/documents.jsonl", "its bytes from 47 to", "overlap with export.zip/t/documents.jsonl"],
    );
}

#[test]
fn duplicate_entry_names_are_rejected() {
    let mut parts = export(&documents(5));
    parts.push(Part::stored("t/documents.jsonl", b"{\"a\": 1.0}\n"));
    refused(&zip(&parts), &[FILE, "another file of the same name contains the same table"]);
    parts[2] = Part::stored("t/documents.jsonl.bak", b"{\"a\": 1.0}\n");
    passes(&zip(&parts));
}

#[test]
fn unsafe_entry_names_are_rejected() {
    for (name, word) in [
        ("../t/documents.jsonl", "escapes its folder: `../t/documents.jsonl`"),
        ("a/../../b", "escapes its folder"),
        ("/etc/cron.d/x", "escapes its folder"),
        ("C:/x", "escapes its folder"),
        ("..\\x", "escapes its folder"),
        ("t\\documents.jsonl", "contains backslashes: `t\\\\documents.jsonl`"),
        ("t/documents.jsonl\0.png", "contains a zero byte: `t/documents.jsonl\\0.png`"),
    ] {
        let mut parts = export(&documents(5));
        parts.push(Part::stored(name, b"{}\n"));
        refused(&zip(&parts), &["export.zip: invalid name in the zip", word]);
    }
    let mut parts = export(&documents(5));
    parts.push(Part::stored("..t/x..y/...", b""));
    parts.push(Part {
        name: b"photo \x81.png".to_vec(),
        own_name: b"photo \x81.png".to_vec(),
        ..Part::stored("", b"")
    });
    passes(&zip(&parts));
}

#[test]
fn unsupported_entries_are_rejected() {
    refused(&with(|part| part.flags = 1), &[FILE, "encrypted"]);
    for (method, name) in [(9, "9 (DEFLATE64)"), (93, "93 (ZSTD)"), (1000, "1000")] {
        refused(&with(|part| part.method = method), &[FILE, "unsupported compression method", name, "use deflate"]);
    }
    // Entries that are not read may use any compression.
    let mut parts = export(&documents(5));
    parts.push(Part { method: 93, flags: 1, ..Part::stored("_storage/k1.png", b"?") });
    passes(&zip(&parts));
}

#[test]
fn bytes_around_zip_are_rejected() {
    let bytes = zip(&export(&documents(5)));
    refused(&[b"PK, but no zip\n", &*bytes].concat(), &["incomplete zip: 15 bytes precede its first file"]);
    refused(&[&*bytes, b"\n"].concat(), &["incomplete zip: 1 bytes follow its end"]);
    refused(&[&*bytes, &*bytes].concat(), &["incomplete zip: its directory is damaged near byte"]);
    let mut commented = bytes;
    let end = commented.len();
    commented[end - 2] = 7;
    commented.extend(b"comment");
    passes(&commented);
}

#[test]
fn wrong_entry_count_is_rejected() {
    let mut bytes = zip(&export(&documents(5)));
    let end = bytes.len() - 22;
    bytes[end + 8] = 1;
    bytes[end + 10] = 1;
    refused(&bytes, &["its directory lists 2 files instead of 1"]);
}

#[test]
fn contradictory_end_record_is_rejected() {
    let mut bytes = zip(&export(&documents(5)));
    let end = bytes.len() - 22;
    bytes[end + 12] ^= 1;
    refused(&bytes, &["its directory does not end at its end record"]);
    let mut bytes = zip64(&export(&documents(5)));
    let record = find(&bytes, b"PK\x06\x06", 0);
    bytes[record + 40] ^= 1;
    refused(&bytes, &["its directory does not end at its end record"]);
}

#[test]
fn more_than_65535_entries_pass_without_zip64() {
    let mut parts = export(&documents(5));
    parts.extend((0..65_540).map(|n| Part::stored(&format!("_storage/{n}"), b"")));
    let mut bytes = zip(&parts);
    passes(&bytes);
    let end = bytes.len() - 22;
    bytes[end + 8] ^= 1;
    bytes[end + 10] ^= 1;
    refused(&bytes, &["its directory lists 65542 files"]);
}
