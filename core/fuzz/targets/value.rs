//! Fuzzes the decoder of values. Any text is refused, or is a value that round-trips.

use convex_ops::value::{Encoding, decode, encode};

/// Decodes a text in both encodings.
pub(crate) fn run(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for encoding in [Encoding::Export, Encoding::Encoded] {
        if let Ok(value) = decode(text, encoding) {
            let written = encode(&value, encoding).to_string();
            assert_eq!(decode(&written, encoding).ok(), Some(value), "{written}");
        }
    }
}
