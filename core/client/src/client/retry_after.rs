//! The `Retry-After` header.

use std::time::{Duration, UNIX_EPOCH};

/// Returns the time to wait. The header contains a number of seconds or a date. `None` if it is neither.
pub(super) fn parse(header: &str, now_ms: f64) -> Option<Duration> {
    let header = header.trim();
    if let Ok(seconds) = header.parse::<u32>() {
        return Some(Duration::from_secs(seconds.into()));
    }
    let at = httpdate::parse_http_date(header).ok()?;
    let now = UNIX_EPOCH.checked_add(Duration::try_from_secs_f64(now_ms / 1000.0).ok()?)?;
    // A past date means no wait.
    Some(at.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sun, 06 Nov 1994 08:49:37 GMT
    const NOW: f64 = 784_111_777_000.0;

    #[test]
    fn retry_after_parses_seconds_and_dates() {
        for (header, expected) in [
            ("0", Some(0)),
            (" 120 ", Some(120)),
            ("Sun, 06 Nov 1994 08:50:07 GMT", Some(30)),
            ("Sunday, 06-Nov-94 08:50:07 GMT", Some(30)),
            ("Sun, 06 Nov 1994 08:49:07 GMT", Some(0)),
            ("-1", None),
            ("1.5", None),
            ("soon", None),
            ("", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(parse(header, NOW), expected.map(Duration::from_secs), "{header}");
        }
    }
}
