//! Retention of backups, and the schedule of periodic ones.

use super::refusal::refused;
use crate::error::Result;

const MINUTE_MS: i64 = 60 * 1000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;
const DAY_SECS: u64 = 24 * 60 * 60;

/// Retention of a manual backup: one week, in milliseconds.
pub const RETENTION_MS: i64 = 7 * DAY_MS;

/// Maximum retention of a backup, in seconds: that of a weekly one (assumed).
pub const LONGEST_KEPT_SECS: u64 = 14 * DAY_SECS;

/// Schedule of periodic backups, in UTC: a minute of each day, or of one day of the week.
///
/// ```
/// use convex_ops::model::backup::Schedule;
///
/// let sundays: Schedule = "30 4 * * 0".parse()?;
/// assert_eq!(sundays.next_after(0), ((3 * 24 + 4) * 60 + 30) * 60 * 1000);
/// # Ok::<(), convex_ops::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule {
    minute_of_day: i64,
    /// Day of the week. Sunday is 0.
    weekday: Option<i64>,
}

impl Schedule {
    /// Returns the time of the next backup after `now`. Both are in milliseconds since the Unix epoch.
    #[must_use]
    pub fn next_after(&self, now: i64) -> i64 {
        let today = now.div_euclid(DAY_MS);
        // January 1, 1970 was a Thursday. The range reaches a week ahead, for the case that today's time has passed.
        let mut days = (today..).filter(|day| self.weekday.is_none_or(|weekday| (day + 4).rem_euclid(7) == weekday));
        let at = |day: i64| day.saturating_mul(DAY_MS).saturating_add(self.minute_of_day * MINUTE_MS);
        days.by_ref().take(2).map(at).find(|time| *time > now).unwrap_or(i64::MAX)
    }

    /// Returns the default retention in seconds: one week, or two for weekly backups.
    #[must_use]
    pub fn kept_secs(&self) -> u64 {
        if self.weekday.is_some() { 14 * DAY_SECS } else { 7 * DAY_SECS }
    }
}

impl std::str::FromStr for Schedule {
    type Err = crate::Error;

    /// Parses one of the two forms of cron expressions that Convex's dashboard writes. Other forms are refused
    /// (assumed).
    ///
    /// # Errors
    ///
    /// `InvalidInput` with the code `InvalidCronspec`.
    fn from_str(cronspec: &str) -> Result<Self> {
        parse_fields(cronspec).ok_or_else(|| {
            let shown: String = cronspec.chars().take(80).collect();
            refused("InvalidCronspec", format!("invalid cron expression `{shown}`"))
                .help("use `30 4 * * *` for each day at 4:30 in UTC, or `30 4 * * 0` for each Sunday")
        })
    }
}

fn parse_fields(cronspec: &str) -> Option<Schedule> {
    let fields: Vec<_> = cronspec.split(' ').collect();
    let [minute, hour, "*", "*", weekday] = fields.as_slice() else { return None };
    let minute_of_day = parse_number(hour, 24)? * 60 + parse_number(minute, 60)?;
    let weekday = if *weekday == "*" { None } else { Some(parse_number(weekday, 7)?) };
    Some(Schedule { minute_of_day, weekday })
}

/// Parses a number below `end` that consists of digits only.
fn parse_number(text: &str, end: i64) -> Option<i64> {
    let digits = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| digits && *number < end)
}

/// Checks a retention in seconds.
///
/// # Errors
///
/// `InvalidInput` with the code `InvalidExpiration`.
pub fn check_kept(secs: u64) -> Result<()> {
    if (1..=LONGEST_KEPT_SECS).contains(&secs) {
        return Ok(());
    }
    let message = format!("invalid backup retention: expected 1 to {LONGEST_KEPT_SECS} seconds (14 days)");
    Err(refused("InvalidExpiration", message))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tuesday, 14 November 2023, 22:13:20 in UTC.
    const NOW: i64 = 1_700_000_000_000;

    fn next(cronspec: &str, now: i64) -> i64 {
        cronspec.parse::<Schedule>().unwrap().next_after(now)
    }

    #[test]
    fn next_backup_is_after_now() {
        let midnight = NOW - NOW % DAY_MS;
        let at = |hours: i64, minutes: i64| midnight + (hours * 60 + minutes) * MINUTE_MS;
        #[rustfmt::skip]
        let table = [
            ("14 22 * * *", NOW,            at(22, 14)),
            ("13 22 * * *", NOW,            at(24 + 22, 13)),
            ("0 0 * * *",   NOW,            at(24, 0)),
            ("0 0 * * *",   midnight,       at(24, 0)),
            ("0 0 * * *",   midnight - 1,   midnight),
            ("14 22 * * 2", NOW,            at(22, 14)),
            ("13 22 * * 2", NOW,            at(7 * 24 + 22, 13)),
            ("13 22 * * 1", NOW,            at(6 * 24 + 22, 13)),
            ("59 23 * * 0", NOW,            at(5 * 24 + 23, 59)),
            ("0 0 * * 4",   -1,             0),
        ];
        for (cronspec, now, expected) in table {
            assert_eq!(next(cronspec, now), expected, "{cronspec} after {now}");
        }
        assert_eq!(next("0 0 * * 0", i64::MAX), i64::MAX);
    }

    #[test]
    fn unsupported_cron_expressions_are_rejected() {
        for cronspec in [
            "",
            "30 4 * *",
            "30 4 * * * *",
            "60 4 * * *",
            "30 24 * * *",
            "30 4 * * 7",
            "+3 4 * * *",
            "30 4 1 * *",
            "30 4 * 1 *",
            "*/5 4 * * *",
            "30  4 * * *",
            " 30 4 * * *",
            "030 4 * * *",
            "30 4 * * MON",
            "30 4 * * ",
        ] {
            let error = cronspec.parse::<Schedule>().unwrap_err();
            assert_eq!(error.code(), Some("InvalidCronspec"), "{cronspec}");
        }
    }

    #[test]
    fn weekly_backups_have_longer_retention() {
        for (cronspec, days) in [("0 0 * * *", 7), ("0 0 * * 6", 14)] {
            assert_eq!(cronspec.parse::<Schedule>().unwrap().kept_secs(), days * DAY_SECS);
        }
        assert!(check_kept(1).is_ok() && check_kept(LONGEST_KEPT_SECS).is_ok());
        assert!(check_kept(0).is_err() && check_kept(LONGEST_KEPT_SECS + 1).is_err());
    }
}
