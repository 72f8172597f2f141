//! Scheduled calls.

use futures_util::stream::{self, StreamExt as _, TryStreamExt as _};
use serde_json::{Map, json};

use super::json::Document;
use super::query::{ComponentId, Queries, unexpected};
use crate::compat::{CallState, ScheduledCall};
use crate::error::Result;
use crate::surface::FunctionName;
use crate::value::{Encoding, Value, decode_json};

const JOBS: &str = "_system/frontend/paginatedScheduledJobs:default";
const ARGUMENTS: &str = "_system/frontend/scheduler:getArgs";

/// Number of arguments that are read at once.
const AT_ONCE: usize = 8;

const NS_PER_MS: f64 = 1e6;

/// The calls of one component that have not finished.
#[derive(Default)]
pub(super) struct Calls {
    /// Calls of its own functions.
    pub(super) own: Vec<ScheduledCall>,
    /// Number of calls of functions of other components.
    pub(super) of_others: usize,
}

/// Reads the scheduled calls of a component, with their exact arguments.
pub(super) async fn read_calls(queries: Queries<'_>, component: ComponentId<'_>) -> Result<Calls> {
    let mut found = Vec::new();
    queries
        .pages(JOBS, component, &Map::new(), &mut |items| {
            for item in items {
                found.push(decode_json(&item, Encoding::Encoded).map_err(|error| unexpected(JOBS).caused_by(error))?);
            }
            Ok(())
        })
        .await?;
    let mut calls = Calls::default();
    let (mut own, mut others) = (Vec::new(), 0);
    for job in found {
        match Document::new(JOBS, &job)?.optional_text("component") {
            Some(other) if !other.is_empty() => others += 1,
            _ => own.push(job),
        }
    }
    let read = stream::iter(own).map(|job| async move { read_call(queries, component, &job).await }).buffered(AT_ONCE);
    let read: Vec<Option<ScheduledCall>> = read.try_collect().await?;
    calls.own = read.into_iter().flatten().collect();
    calls.of_others = others;
    Ok(calls)
}

/// Reads one call. `None` if it finished in the meantime.
async fn read_call(queries: Queries<'_>, component: ComponentId<'_>, job: &Value) -> Result<Option<ScheduledCall>> {
    let job = Document::new(JOBS, job)?;
    let args = match job.optional_text("argsId") {
        None => job.arguments("udfArgs")?,
        Some(id) => match queries.value(ARGUMENTS, component, json!({ "argsId": id })).await? {
            Value::Null => return Ok(None),
            stored => Document::new(ARGUMENTS, &stored)?.arguments("args")?,
        },
    };
    let time = job.number("originalScheduledTs").or_else(|| job.number("nextTs")).ok_or_else(|| unexpected(JOBS))?;
    Ok(Some(ScheduledCall {
        id: job.text("_id")?.to_owned(),
        target: FunctionName::new(job.text("udfPath")?),
        args: only_argument(args),
        state: state(job.document("state")?.text("type")?),
        scheduled_time: (time / NS_PER_MS).floor(),
    }))
}

/// Returns the arguments object. Any other number of arguments is an array, which no function accepts.
fn only_argument(args: Value) -> Value {
    match args {
        Value::Array(mut args) if args.len() == 1 => args.pop().unwrap_or(Value::Null),
        other => other,
    }
}

fn state(kind: &str) -> CallState {
    match kind {
        "pending" => CallState::Pending,
        "inProgress" => CallState::InProgress,
        _ => CallState::Other,
    }
}

/// Describes calls that the gate does not check, since they are not the app's own.
pub(super) fn describe(count: usize) -> String {
    format!("{count} scheduled {} of functions of components", if count == 1 { "call" } else { "calls" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_argument_is_unwrapped() {
        let object = Value::Object(Default::default());
        assert_eq!(only_argument(Value::Array(vec![object.clone()])), object);
        let two = Value::Array(vec![object.clone(), object]);
        assert_eq!(only_argument(two.clone()), two);
    }

    #[test]
    fn unknown_state_may_start() {
        assert!(state("pending").may_start() && state("new").may_start() && !state("inProgress").may_start());
    }
}
