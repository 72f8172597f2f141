//! Usage: which functions were called, as logs have it.

mod event;

use std::collections::BTreeMap;
use std::io::BufRead;

use event::{Event, Execution};

use super::report::{FunctionUsage, Subject};
use crate::error::Result;

/// Milliseconds in a day.
const DAY: f64 = 86_400_000.0;

/// Calls of functions in a period of logs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UsageEvidence {
    /// Times of the first and of the last event, in milliseconds since the Unix epoch.
    period: Option<(f64, f64)>,
    /// Calls by component and function, or route.
    calls: BTreeMap<(String, String), Calls>,
}

/// Calls of one function.
#[derive(Clone, Debug, Default, PartialEq)]
struct Calls {
    count: u64,
    last: f64,
    callers: BTreeMap<String, u64>,
}

impl UsageEvidence {
    /// Reads the events of a log stream, or of `npx convex logs --jsonl`: JSON Lines, or arrays of events as webhooks get
    /// them. Events may be in any order; several files are read one after the other.
    ///
    /// ```
    /// use convex_ops::compat::UsageEvidence;
    ///
    /// let mut usage = UsageEvidence::default();
    /// usage.read(
    ///     br#"{"topic": "function_execution", "timestamp": 1764460800000, "run_reason": "webSocket",
    ///         "function": {"path": "messages:list", "type": "query", "request_id": "a"}}"#.as_slice(),
    /// )?;
    /// assert!(!usage.is_empty());
    /// # Ok::<(), convex_ops::Error>(())
    /// ```
    ///
    /// # Errors
    /// `InvalidInput`, with the line, if the text is not a list of events; `Io` if it cannot be read.
    pub fn read(&mut self, text: impl BufRead) -> Result<()> {
        event::read(text, &mut |event| self.add(event))
    }

    /// Checks if the logs have no event. Nothing is known about usage then.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.period.is_none()
    }

    fn add(&mut self, Event { time, execution }: Event) {
        let (from, to) = self.period.unwrap_or((time, time));
        self.period = Some((from.min(time), to.max(time)));
        let Some(Execution { component, function, caller }) = execution else { return };
        let calls = self.calls.entry((component, function)).or_default();
        calls.last = if calls.count == 0 { time } else { calls.last.max(time) };
        calls.count += 1;
        *calls.callers.entry(caller).or_default() += 1;
    }

    /// Returns the calls of the function or route of a subject, at a time in milliseconds since the Unix epoch; `None` if
    /// the subject has neither, or nothing is known.
    #[must_use]
    pub fn of(&self, subject: &Subject, now: f64) -> Option<FunctionUsage> {
        let (from, to) = self.period?;
        let name = subject.function.as_ref().or(subject.route.as_ref())?;
        let calls = self.calls.get(&(subject.component.clone(), name.clone()));
        let quiet_since = calls.map_or(from, |calls| calls.last);
        let is_current = (now - to).abs() <= DAY;
        let quiet_days = if is_current { ((to - quiet_since) / DAY).max(0.0) as u32 } else { 0 };
        Some(FunctionUsage {
            calls: calls.map_or(0, |calls| calls.count),
            last_call: calls.map(|calls| time_text(calls.last)),
            callers: calls.map(|calls| calls.callers.clone()).unwrap_or_default(),
            from: day_text(from),
            to: day_text(to),
            quiet_days,
        })
    }
}

fn time_text(time: f64) -> String {
    let seconds = jiff::Timestamp::from_second((time / 1000.0) as i64);
    seconds.unwrap_or_default().to_string()
}

fn day_text(time: f64) -> String {
    time_text(time).split('T').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: f64 = 1_764_460_800_000.0;

    fn event(path: &str, days_ago: f64) -> String {
        let time = NOW - days_ago * DAY;
        format!(
            r#"{{"topic": "function_execution", "timestamp": {time}, "run_reason": "webSocket", "status": "success",
                "function": {{"path": "{path}", "type": "query", "request_id": "r"}}}}"#
        )
        .replace('\n', " ")
    }

    fn usage(events: &[String]) -> UsageEvidence {
        let mut usage = UsageEvidence::default();
        usage.read(events.join("\n").as_bytes()).unwrap();
        usage
    }

    fn list() -> Subject {
        Subject::function("", "messages.js:list")
    }

    #[test]
    fn last_call_and_quiet_days_are_counted() {
        let usage = usage(&[event("messages:list", 12.0), event("messages:list", 10.5), event("messages:send", 0.1)]);
        let found = usage.of(&list(), NOW).unwrap();
        assert_eq!((found.calls, found.quiet_days), (2, 10));
        assert_eq!(found.callers["webSocket"], 2);
        let text = "2 calls (2 webSocket), the last at 2025-11-19T12:00:00Z, in logs from 2025-11-18 to 2025-11-29";
        assert_eq!(found.to_string(), text);
        assert!(found.is_quiet(10) && !found.is_quiet(11) && !found.is_quiet(0));
    }

    #[test]
    fn function_without_call_is_quiet_since_the_logs_start() {
        let usage = usage(&[event("messages:send", 5.0), event("messages:send", 0.5)]);
        let found = usage.of(&list(), NOW).unwrap();
        assert_eq!((found.calls, found.quiet_days), (0, 4));
        assert_eq!(found.to_string(), "no call in logs from 2025-11-25 to 2025-11-29");
    }

    #[test]
    fn old_logs_and_no_logs_are_not_quiet() {
        let old = usage(&[event("messages:send", 90.0), event("messages:send", 30.0)]);
        assert_eq!(old.of(&list(), NOW).unwrap().quiet_days, 0);
        assert!(UsageEvidence::default().is_empty());
        assert_eq!(UsageEvidence::default().of(&list(), NOW), None);
    }
}
