//! Convex refuses the schedule or the name of a cron.
//!
//! # What it finds
//! A cron of the candidate with an interval that is not one positive number of seconds, minutes or hours; a minute, hour,
//! weekday or day of month out of range; a cron expression with an invalid field, or one that never matches; or an
//! identifier that is not printable ASCII.
//!
//! # Why it breaks
//! Convex refuses the push with `InvalidCron`. The helpers of `convex/server` check the same, and a cast or another
//! version of the package avoids them.
//!
//! # Example
//! ```json baseline
//! {"crons": {}}
//! ```
//! ```json candidate
//! {"crons": {"clean up": {"name": "jobs.js:clean", "args": [{}], "schedule": {"type": "daily", "hourUTC": 24}}}}
//! ```
//!
//! # Safe rollout
//! Correct the schedule.

use serde_json::Value;

use super::cron_expression;
use crate::compat::pair::ComponentPair;
use crate::compat::report::{Breaks, Subject};
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::breaking(&[Breaks::Operators], Check::Component(check)).inspects(&[PartName::Crons]);

const DAYS: [&str; 7] = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

fn check(pair: &ComponentPair<'_>, sink: &mut Sink<'_>) {
    let crons = pair.candidate.and_then(|component| component.crons.known()).into_iter().flatten();
    for (identifier, cron) in crons {
        let printable = identifier.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
        let refused =
            if printable { problem(&cron.schedule) } else { Some("its name is not printable ASCII".to_owned()) };
        if let Some(problem) = refused {
            sink.push(
                Draft::new(
                    Subject::cron(pair.path, identifier),
                    format!("Convex refuses the cron `{}`: {problem}", identifier.escape_debug()),
                )
                .detail(cron.schedule.to_string())
                .fix(format!("correct `{}`", identifier.escape_debug())),
            );
        }
    }
}

/// Returns the problem of a schedule; types from the future have none.
fn problem(schedule: &Value) -> Option<String> {
    let minute = || in_range(schedule, "minuteUTC", 0, 59, false);
    let hour = || in_range(schedule, "hourUTC", 0, 23, true);
    match schedule.get("type")?.as_str()? {
        "interval" => interval(schedule),
        "hourly" => minute(),
        "daily" => minute().or_else(hour),
        "weekly" => {
            let day = schedule.get("dayOfWeek").and_then(Value::as_str).filter(|day| DAYS.contains(day));
            let unknown = day.is_none().then(|| format!("`dayOfWeek` is none of {}", DAYS.join(", ")));
            minute().or_else(hour).or(unknown)
        }
        "monthly" => minute().or_else(hour).or_else(|| in_range(schedule, "day", 1, 31, true)),
        "cron" => cron_expression::problem(schedule.get("cron").and_then(Value::as_str).unwrap_or_default()),
        _ => None,
    }
}

fn interval(schedule: &Value) -> Option<String> {
    let given: Vec<_> = ["seconds", "minutes", "hours"]
        .into_iter()
        .filter_map(|unit| Some((unit, schedule.get(unit).filter(|value| !value.is_null())?)))
        .collect();
    match given.as_slice() {
        [(unit, value)] => {
            whole(value).is_none_or(|number| number <= 0).then(|| format!("`{unit}` is not a positive whole number"))
        }
        _ => Some("it needs exactly one of `seconds`, `minutes` and `hours`".to_owned()),
    }
}

fn in_range(schedule: &Value, name: &str, least: i64, most: i64, needed: bool) -> Option<String> {
    match schedule.get(name).filter(|value| !value.is_null()) {
        None => needed.then(|| format!("`{name}` is missing")),
        Some(value) => {
            let fits = whole(value).is_some_and(|number| (least..=most).contains(&number));
            (!fits).then(|| format!("`{name}` is not a whole number from {least} to {most}"))
        }
    }
}

/// Returns a whole number. Convex reads no number with a fraction here, not even `1.0`.
fn whole(value: &Value) -> Option<i64> {
    value.as_i64()
}
