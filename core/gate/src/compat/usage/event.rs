//! Events of logs.

use std::io::BufRead;

use serde::Deserialize;

use crate::error::{Error, Result};
use crate::surface::FunctionName;

/// An event of a log.
pub(super) struct Event {
    /// Time in milliseconds since the Unix epoch.
    pub(super) time: f64,
    /// Execution of a function, if the event is one.
    pub(super) execution: Option<Execution>,
}

/// An execution of a function.
pub(super) struct Execution {
    /// Path of the component; empty for the root.
    pub(super) component: String,
    /// Canonical name of the function, or `GET /path`.
    pub(super) function: String,
    /// Kind of the caller.
    pub(super) caller: String,
}

/// An event as it is written: by a log stream, by one in the older format, by `npx convex logs --jsonl`, or by the function
/// that this command polls.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Written {
    #[serde(alias = "_topic")]
    topic: Option<String>,
    kind: Option<String>,
    #[serde(alias = "_timestamp")]
    timestamp: f64,
    function: Option<WrittenFunction>,
    #[serde(alias = "run_reason")]
    run_reason: Option<String>,
    #[serde(alias = "_functionPath")]
    identifier: Option<String>,
    component_path: Option<String>,
    caller: Option<String>,
}

#[derive(Deserialize)]
struct WrittenFunction {
    path: String,
    component_path: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    Many(Vec<Written>),
    /// An answer of `stream_function_logs` or `stream_udf_execution`.
    Page {
        entries: Vec<Written>,
    },
    One(Box<Written>),
}

/// Reads events from JSON Lines, from arrays of events, or from pages of the deployment's own API.
pub(super) fn read(text: impl BufRead, found: &mut dyn FnMut(Event)) -> Result<()> {
    for written in serde_json::Deserializer::from_reader(text).into_iter::<OneOrMany>() {
        match written.map_err(unreadable)? {
            OneOrMany::One(written) => found(event(*written)),
            OneOrMany::Many(events) | OneOrMany::Page { entries: events } => {
                events.into_iter().for_each(|written| found(event(written)));
            }
        }
    }
    Ok(())
}

/// Describes an error without the text of the log, which may be private.
fn unreadable(error: serde_json::Error) -> Error {
    if error.is_io() {
        return Error::io("cannot read the logs", &std::io::Error::from(error));
    }
    let line = error.line() as u64;
    let what = if error.is_data() { "an event without a time" } else { "this is not JSON" };
    Error::invalid_input(format!("invalid log: {what}"))
        .help("use the events of a Convex log stream, or the output of `npx convex logs --jsonl`")
        .at_line(line)
}

fn event(written: Written) -> Event {
    // Log streams count milliseconds, the command counts seconds.
    let time = if written.timestamp < 1e11 { written.timestamp * 1000.0 } else { written.timestamp };
    let is_execution = written.topic.as_deref() == Some("function_execution")
        || written.topic.as_deref() == Some("_execution_record")
        || written.kind.as_deref() == Some("Completion");
    let (path, component) = match written.function {
        Some(function) => (Some(function.path), function.component_path),
        None => (written.identifier, written.component_path),
    };
    let execution = path.filter(|_| is_execution).map(|path| Execution {
        component: component.unwrap_or_default(),
        function: if path.contains(" /") { path } else { FunctionName::new(&path).to_string() },
        caller: written.run_reason.or(written.caller).unwrap_or_else(|| "unknown".to_owned()),
    });
    Event { time, execution }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn executions(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        let mut add = |event: Event| {
            found.extend(
                event.execution.map(|of| format!("{} {} {} {}", event.time, of.component, of.function, of.caller)),
            );
        };
        read(text.as_bytes(), &mut add).unwrap();
        found
    }

    #[test]
    fn each_format_is_read() {
        let stream = r#"[{"topic": "function_execution", "timestamp": 1764460800000, "run_reason": "cron",
            "function": {"path": "a:f", "type": "mutation", "component_path": "chat"}},
            {"topic": "console", "timestamp": 1764460800000, "function": {"path": "a:g"}, "message": "x"}]"#;
        assert_eq!(executions(stream), ["1764460800000 chat a.js:f cron"]);
        let command = r#"{"kind": "Completion", "timestamp": 1764460800, "identifier": "a.js:f", "caller": "SyncWorker"}
            {"kind": "Progress", "timestamp": 1764460800, "identifier": "a.js:f"}"#;
        assert_eq!(executions(command), ["1764460800000  a.js:f SyncWorker"]);
        let route = r#"{"topic": "function_execution", "timestamp": 1764460800000, "run_reason": "httpEndpoint",
            "function": {"path": "GET /api", "type": "httpAction"}}"#;
        assert_eq!(executions(route), ["1764460800000  GET /api httpEndpoint"]);
        let older = r#"{"_topic": "_execution_record", "_timestamp": 1764460800000, "_functionType": "query",
            "_functionPath": "a:f", "_functionCached": false, "status": "success"}
            {"_topic": "_console", "_timestamp": 1764460800000, "_functionPath": "a:g", "_logLines": []}"#;
        assert_eq!(executions(older), ["1764460800000  a.js:f unknown"]);
        let page = r#"{"entries": [{"kind": "Completion", "timestamp": 1764460800.5, "identifier": "a.js:f",
            "caller": "Cron", "componentPath": "chat"}], "newCursor": 1764460801000.0}"#;
        assert_eq!(executions(page), ["1764460800500 chat a.js:f Cron"]);
    }

    #[test]
    fn invalid_log_has_a_line_and_no_text() {
        let error = read(b"{\"topic\": \"console\", \"timestamp\": 1}\nsecret".as_slice(), &mut |_| {}).unwrap_err();
        assert_eq!(error.info().location.line, Some(2));
        assert!(!error.to_string().contains("secret"), "{error}");
        assert!(read(b"{\"topic\": \"console\"}".as_slice(), &mut |_| {}).is_err());
    }
}
