//! Days of the calendar.

/// A day of the calendar, in UTC.
pub type Day = jiff::civil::Date;

/// Returns the day of a time in milliseconds since the Unix epoch.
pub(super) fn today(now: f64) -> Day {
    let time = jiff::Timestamp::from_millisecond(now as i64);
    time.map(|time| jiff::tz::Offset::UTC.to_datetime(time).date()).unwrap_or_default()
}

/// Counts the days from one day to a later one.
pub(super) fn days_between(from: Day, to: Day) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_across_months() {
        let day = jiff::civil::date;
        assert_eq!(days_between(day(2026, 1, 31), day(2026, 3, 1)), 29);
        assert_eq!(today(0.0), day(1970, 1, 1));
        assert_eq!(today(86_400_000.0 - 1.0), day(1970, 1, 1));
    }
}
