//! Due times of calls, in human-readable form.

use jiff::Timestamp;
use jiff::tz::TimeZone;

const MINUTE: f64 = 60.0;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;

/// Formats a due time, in milliseconds since the Unix epoch, relative to `now`.
pub(super) fn format_due(time: f64, now: f64) -> String {
    let seconds = (time - now) / 1000.0;
    let span = span(seconds.abs());
    let relative = if seconds < 0.0 { format!("was due {span} ago") } else { format!("runs in {span}") };
    match Timestamp::from_millisecond(time as i64) {
        Ok(time) => {
            let time = TimeZone::UTC.to_datetime(time);
            format!("{relative}, at {} {:02}:{:02} UTC", time.date(), time.hour(), time.minute())
        }
        Err(_) => relative,
    }
}

/// Formats a duration in its largest unit, rounded down.
fn span(seconds: f64) -> String {
    let (count, unit) = match seconds {
        seconds if seconds < MINUTE => (seconds, "s"),
        seconds if seconds < HOUR => (seconds / MINUTE, "min"),
        seconds if seconds < 2.0 * DAY => (seconds / HOUR, "h"),
        seconds => (seconds / DAY, "days"),
    };
    format!("{} {unit}", count.floor())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn largest_unit_is_rounded_down() {
        let at = |seconds: f64| format_due(1_767_225_600_000.0 + seconds * 1000.0, 1_767_225_600_000.0);
        assert_eq!(at(2.0 * HOUR), "runs in 2 h, at 2026-01-01 02:00 UTC");
        assert_eq!(at(119.9), "runs in 1 min, at 2026-01-01 00:01 UTC");
        assert_eq!(at(47.5 * HOUR), "runs in 47 h, at 2026-01-02 23:30 UTC");
        assert_eq!(at(49.0 * HOUR), "runs in 2 days, at 2026-01-03 01:00 UTC");
        assert_eq!(at(-90.0), "was due 1 min ago, at 2025-12-31 23:58 UTC");
    }

    #[test]
    fn time_beyond_calendar_has_no_date() {
        assert_eq!(format_due(f64::MAX, f64::MAX), "runs in 0 s");
    }
}
