//! Numbers of bytes as arguments.

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

/// A number of bytes, with a unit or without: `500GB`, `2TiB`, `1000`.
pub(super) fn parse(text: &str) -> Result<u64> {
    let unit = UNITS.iter().find_map(|(unit, bytes)| text.strip_suffix(unit).map(|number| (number, *bytes)));
    let (number, bytes) = unit.unwrap_or((text, 1));
    number.trim_end().parse::<u64>().ok().and_then(|number| number.checked_mul(bytes)).ok_or_else(|| {
        Error::invalid_input(format!("`{text}` is no number of bytes")).help("give it as 500GB, 2TiB or 1000000")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_read() {
        for (text, bytes) in
            [("0", 0), ("1000", 1000), ("7B", 7), ("2kB", 2000), ("500 GB", 500_000_000_000), ("2TiB", 2 << 40)]
        {
            assert_eq!(parse(text).unwrap(), bytes, "{text}");
        }
    }

    #[test]
    fn what_is_no_number_of_bytes_is_refused() {
        for text in ["", "GB", "1.5GB", "-1", "1 XB", "18446744073709551616", "99999999999TiB"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
