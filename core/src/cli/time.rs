//! Timestamps as arguments.

use crate::error::{Error, Result};

/// Parses a timestamp, given in milliseconds since the Unix epoch or as RFC 3339. Returns milliseconds.
pub(super) fn parse(text: &str) -> Result<f64> {
    let number = text.parse::<f64>().ok().filter(|number| number.is_finite() && !is_in_seconds(*number));
    let stamp = || text.parse::<jiff::Timestamp>().ok().map(|time| time.as_millisecond() as f64);
    number.or_else(stamp).ok_or_else(|| {
        Error::invalid_input(format!("invalid timestamp `{text}`"))
            .help("use milliseconds since the Unix epoch, or a time such as 2026-12-31T12:00:00Z")
    })
}

/// Checks if a time in milliseconds would be before 1973: it is meant in seconds.
fn is_in_seconds(time: f64) -> bool {
    time != 0.0 && time.abs() < 1e11
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn milliseconds_and_rfc_3339_parse() {
        assert_eq!(parse("1700000000000").unwrap(), 1_700_000_000_000.0);
        assert_eq!(parse("1970-01-01T00:00:01.5Z").unwrap(), 1500.0);
        assert_eq!(parse("1970-01-01T01:00:00+01:00").unwrap(), 0.0);
    }

    #[test]
    fn invalid_timestamps_are_refused() {
        for text in ["1767225600", "1767225600.5", "", "soon", "NaN", "inf", "2026-12-31", "1970-01-01T00:00:00"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
