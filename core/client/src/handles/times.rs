//! Times of the clock.

use std::time::{Duration, SystemTime};

use crate::clock::now_ms;
use crate::model::Timestamp;

impl Timestamp {
    /// Returns the current time.
    ///
    /// ```
    /// use convex_ops::Timestamp;
    ///
    /// assert!(Timestamp::now() > Timestamp::from_millis(1_700_000_000_000));
    /// ```
    #[must_use]
    pub fn now() -> Self {
        Self::from_millis(now_ms() as i64)
    }
}

impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        let epoch = Self::from_millis(0);
        match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => epoch + after,
            Err(error) => epoch - error.duration(),
        }
    }
}

impl From<Timestamp> for SystemTime {
    /// Converts a timestamp. One that the system's clock cannot hold becomes the Unix epoch.
    fn from(time: Timestamp) -> Self {
        let millis = Duration::from_millis(time.as_millis().unsigned_abs());
        let at = if time.as_millis() < 0 {
            Self::UNIX_EPOCH.checked_sub(millis)
        } else {
            Self::UNIX_EPOCH.checked_add(millis)
        };
        at.unwrap_or(Self::UNIX_EPOCH)
    }
}

/// Returns the time after `time` from now.
pub(super) fn from_now(time: Duration) -> Timestamp {
    Timestamp::now() + time
}

/// Returns the date in UTC: `2026-11-29`.
pub(super) fn date(time: Timestamp) -> String {
    // Days since March 1 of the year 0, in eras of 400 years: leap days are at the end of a year.
    let days = time.as_millis().div_euclid(86_400_000) + 719_468;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_in_utc() {
        for (millis, expected) in [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (951_782_399_999, "2000-02-28"),
            (951_782_400_000, "2000-02-29"),
            (951_868_800_000, "2000-03-01"),
            (1_709_164_800_000, "2024-02-29"),
            (1_795_910_400_000, "2026-11-29"),
            (4_107_542_400_000, "2100-03-01"),
            (4_107_542_399_999, "2100-02-28"),
        ] {
            assert_eq!(date(Timestamp::from_millis(millis)), expected);
        }
    }

    #[test]
    fn system_time_roundtrip_keeps_time() {
        for millis in [0, 1, -1, 1_795_910_400_123, -86_400_000] {
            let time = Timestamp::from_millis(millis);
            assert_eq!(Timestamp::from(SystemTime::from(time)), time);
        }
    }
}
