//! The header `Retry-After`.

use std::time::{Duration, UNIX_EPOCH};

/// How long to wait from now on: the header holds a number of seconds, or the time at which to come back. Nothing, where
/// it is neither.
pub(super) fn parse(header: &str, now_ms: f64) -> Option<Duration> {
    let header = header.trim();
    if let Ok(seconds) = header.parse::<u32>() {
        return Some(Duration::from_secs(seconds.into()));
    }
    let at = httpdate::parse_http_date(header).ok()?;
    let now = UNIX_EPOCH.checked_add(Duration::try_from_secs_f64(now_ms / 1000.0).ok()?)?;
    // A time that has passed asks for no wait.
    Some(at.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sun, 06 Nov 1994 08:49:37 GMT
    const NOW: f64 = 784_111_777_000.0;

    #[test]
    fn seconds_and_dates_are_read_and_the_rest_is_not() {
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
