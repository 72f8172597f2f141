//! Points in time.

use std::ops::{Add, Sub};
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// A point in time. On the wire, milliseconds since the Unix epoch.
///
/// It converts from and to [`SystemTime`](std::time::SystemTime).
///
/// ```
/// use convex_ops::Timestamp;
/// use std::time::{Duration, SystemTime};
///
/// let start = Timestamp::from_millis(1_800_000_000_000);
/// let end = start + Duration::from_secs(90);
/// assert_eq!(end.duration_since(start), Some(Duration::from_secs(90)));
/// assert_eq!(SystemTime::from(end), SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_090));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    /// Creates a timestamp from milliseconds since the Unix epoch.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Returns the milliseconds since the Unix epoch.
    #[must_use]
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// Returns the time since an earlier timestamp, or `None` if `earlier` is later.
    #[must_use]
    pub fn duration_since(self, earlier: Self) -> Option<Duration> {
        let millis = self.0.checked_sub(earlier.0)?;
        u64::try_from(millis).ok().map(Duration::from_millis)
    }
}

/// Moves a timestamp. The result is limited to the range of the type.
impl Add<Duration> for Timestamp {
    type Output = Self;

    fn add(self, time: Duration) -> Self {
        Self(self.0.saturating_add(millis(time)))
    }
}

/// Moves a timestamp back. The result is limited to the range of the type.
impl Sub<Duration> for Timestamp {
    type Output = Self;

    fn sub(self, time: Duration) -> Self {
        Self(self.0.saturating_sub(millis(time)))
    }
}

fn millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}

/// An integer with the format `unix-time-ms`, so that generated types can convert it to the time of their language.
#[cfg(feature = "typegen")]
impl schemars::JsonSchema for Timestamp {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Timestamp".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "integer",
            "format": "unix-time-ms",
            "description": "A point in time, in milliseconds since the Unix epoch.",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timestamp_is_a_number_on_the_wire() {
        let time: Timestamp = serde_json::from_str("1800000000000").unwrap();
        assert_eq!(time.as_millis(), 1_800_000_000_000);
        assert_eq!(serde_json::to_string(&time).unwrap(), "1800000000000");
        assert!(serde_json::from_str::<Timestamp>("\"2027-01-15\"").is_err());
        assert!(serde_json::from_str::<Timestamp>("1.5").is_err());
    }

    #[test]
    fn arithmetic_does_not_overflow() {
        let late = Timestamp::from_millis(i64::MAX);
        assert_eq!(late + Duration::MAX, late);
        assert_eq!(Timestamp::from_millis(i64::MIN) - Duration::MAX, Timestamp::from_millis(i64::MIN));
        assert_eq!(Timestamp::from_millis(1).duration_since(late), None);
        assert_eq!(late.duration_since(Timestamp::from_millis(i64::MIN)), None);
        assert_eq!((Timestamp::from_millis(7) - Duration::from_millis(8)).as_millis(), -1);
    }
}
