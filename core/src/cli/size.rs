//! Sizes as arguments.

use crate::error::{Error, Result};

const UNITS: [(&str, u64); 10] = [
    ("kB", 1_000),
    ("KB", 1_000),
    ("MB", 1_000_000),
    ("GB", 1_000_000_000),
    ("TB", 1_000_000_000_000),
    ("KiB", 1 << 10),
    ("MiB", 1 << 20),
    ("GiB", 1 << 30),
    ("TiB", 1 << 40),
    ("B", 1),
];

/// Parses a number of bytes, with an optional unit: `500GB`, `2TiB`, `1000`.
pub(super) fn parse(text: &str) -> Result<u64> {
    let unit = UNITS.iter().find_map(|(unit, bytes)| text.strip_suffix(unit).map(|number| (number, *bytes)));
    let (number, bytes) = unit.unwrap_or((text, 1));
    number.trim_end().parse::<u64>().ok().and_then(|number| number.checked_mul(bytes)).ok_or_else(|| {
        Error::invalid_input(format!("invalid size `{text}`"))
            .help("use a number of bytes such as 500GB, 2TiB or 1000000")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_with_units_parse() {
        for (text, bytes) in
            [("0", 0), ("1000", 1000), ("7B", 7), ("2kB", 2000), ("500 GB", 500_000_000_000), ("2TiB", 2 << 40)]
        {
            assert_eq!(parse(text).unwrap(), bytes, "{text}");
        }
    }

    #[test]
    fn invalid_sizes_are_refused() {
        for text in ["", "GB", "1.5GB", "-1", "1 XB", "18446744073709551616", "99999999999TiB"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
