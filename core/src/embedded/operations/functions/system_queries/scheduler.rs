//! `paginatedScheduledJobs` and `scheduler:getArgs`

use serde_json::{Value, json};

use super::invocation::Invocation;
use crate::embedded::records::scheduled_call;
use crate::error::{Error, ErrorKind, Result};
use crate::value::{DocumentId, Encoding, Value as Stored, decode, to_encoded};

/// Number of the table with arguments. Convex's own number is unknown.
const ARGUMENTS: u32 = 34;

const NS_PER_MS: f64 = 1e6;

/// Returns the calls that have not finished, on one page: only tests create them, so they are few.
pub(super) fn jobs(invocation: &Invocation<'_>) -> Result<Value> {
    let page: Vec<Value> = calls(invocation)?.iter().map(job).collect::<Result<_>>()?;
    Ok(json!({ "page": page, "isDone": true, "continueCursor": "end" }))
}

/// Returns the arguments of a call, as the bytes of their JSON.
pub(super) fn arguments(invocation: &Invocation<'_>) -> Result<Value> {
    let wanted: String = invocation.arguments.get("argsId")?;
    for call in calls(invocation)? {
        if arguments_id(&call)? == wanted {
            let args = to_encoded(member(&call, "args")?).to_string();
            return Ok(json!({ "_id": wanted, "args": to_encoded(&Stored::Bytes(args.into_bytes())) }));
        }
    }
    Ok(Value::Null)
}

fn calls(invocation: &Invocation<'_>) -> Result<Vec<Stored>> {
    let component = invocation.component()?;
    let calls = scheduled_call::calls(invocation.call.tx, invocation.deployment.row.id, &component)?;
    calls.iter().map(|text| decode(text, Encoding::Export)).collect()
}

fn job(call: &Stored) -> Result<Value> {
    let time = member(call, "scheduledTime")?.as_f64().unwrap_or_default();
    let time = to_encoded(&Stored::Int64((time * NS_PER_MS) as i64));
    Ok(json!({
        "_id": to_encoded(member(call, "_id")?),
        "udfPath": to_encoded(member(call, "name")?),
        "udfArgs": null,
        "argsId": arguments_id(call)?,
        "state": { "type": to_encoded(member(member(call, "state")?, "kind")?) },
        "originalScheduledTs": time,
        "nextTs": time,
    }))
}

fn arguments_id(call: &Stored) -> Result<String> {
    let id = member(call, "_id")?.as_str().and_then(DocumentId::decode).ok_or_else(damaged)?;
    Ok(DocumentId { table: ARGUMENTS, ..id }.to_string())
}

fn member<'a>(call: &'a Stored, name: &str) -> Result<&'a Stored> {
    call.as_object().and_then(|members| members.get(name)).ok_or_else(damaged)
}

fn damaged() -> Error {
    Error::new(ErrorKind::Io, "the store is damaged: cannot read a scheduled call")
}
