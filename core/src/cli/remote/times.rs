//! Times and durations as text.

use std::time::Duration;

use crate::error::{Error, Result};
use crate::model::Timestamp;

const DAY: u64 = 86_400;

/// Units of durations, with their lengths in seconds.
const UNITS: [(char, u64); 4] = [('m', 60), ('h', 3_600), ('d', DAY), ('w', 7 * DAY)];

/// Parses a duration: a whole number with its unit, such as `45m`, `12h`, `30d` or `2w`.
pub(super) fn parse_duration(text: &str) -> Result<Duration> {
    let parsed = UNITS.iter().find_map(|(unit, seconds)| {
        let number = text.strip_suffix(*unit)?;
        let number: u64 = number.bytes().all(|byte| byte.is_ascii_digit()).then(|| number.parse().ok())??;
        number.checked_mul(*seconds).map(Duration::from_secs)
    });
    parsed.filter(|time| !time.is_zero()).ok_or_else(|| {
        Error::invalid_input(format!("invalid duration `{}`", text.escape_debug()))
            .help("use a number with its unit: 45m, 12h, 30d, 2w")
    })
}

/// Formats a time in UTC: `2026-11-29 09:30`.
pub(super) fn show(time: Timestamp) -> String {
    let millis = time.as_millis();
    jiff::Timestamp::from_millisecond(millis)
        .map_or_else(|_| millis.to_string(), |time| time.strftime("%F %H:%M").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_a_number_and_a_unit() {
        for (text, seconds) in [("45m", 2_700), ("12h", 43_200), ("30d", 2_592_000), ("2w", 1_209_600)] {
            assert_eq!(parse_duration(text).unwrap(), Duration::from_secs(seconds), "{text}");
        }
        for text in ["", "d", "0d", "30", "-1d", "+1d", "1.5h", "1y", "99999999999999999999d", "é"] {
            assert!(parse_duration(text).is_err(), "{text}");
        }
    }

    #[test]
    fn time_is_shown_in_utc() {
        assert_eq!(show(Timestamp::from_millis(0)), "1970-01-01 00:00");
    }
}
