//! Puts hostile texts in every text of every operation, on the platform in this process and over HTTP. Each is rejected
//! with Convex's error, or stored as text.

mod rows;
mod texts;
mod wire;

use super::calls::is_request;
use super::embedded::Embedded;
use super::http::Http;
use super::outcome::Outcome;
use super::recorder::Recorder;
use super::run::{ScenarioEngine, call, carry_out, judge, keep};
use super::scenario::{Scenario, Step, all};
use super::values::SavedValues;
use crate::serve::Serving;
use convex_ops::serve::ServeOptions;
use rows::{Changes, Outside, Rows};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use texts::{name, places, texts, with};

/// Texts that are never stored: those of an unrequested deployment and of unrequested tables.
const IGNORED: [&str; 10] = [
    "createProject deploymentClass",
    "createProject deploymentRegion",
    "createProjectInTeam region",
    "dataSync selection._other",
    "dataSync selection.._other",
    "dataSync selection..users._other",
    "listDocumentDeltas component",
    "listDocumentDeltas tableName",
    "listSnapshot component",
    "listSnapshot tableName",
];

#[test]
fn hostile_texts_are_stored_or_rejected() {
    let mut probed = BTreeSet::new();
    let mut calls = 0;
    for (file, scenario) in all() {
        let folder = tempfile::tempdir().unwrap();
        let mut probe = Probe::new(folder.path(), &format!("{file}: {}", scenario.name));
        probe.run_scenario(&scenario, &mut probed);
        probe.end();
        calls += probe.calls;
    }
    println!("{} places, {calls} calls", probed.len());
}

/// A scenario on two stores: one in this process, and one behind a server.
struct Probe {
    scenario: String,
    embedded: Embedded,
    inside: Outside,
    serving: Option<Serving>,
    http: Http<Recorder>,
    behind: Outside,
    calls: usize,
}

impl Probe {
    fn new(folder: &Path, scenario: &str) -> Self {
        let at = |name: &str| folder.join(name);
        let location = |name: &str| format!("embedded:{}", at(name).display());
        let embedded = Embedded::at(&location("inside"));
        let mut options = ServeOptions::default();
        options.platform = super::embedded::options();
        options.location = location("behind");
        options.admin = true;
        let serving = Serving::start(options);
        let http = Http::new(Recorder::new(), &serving.url(), &serving.token(), serving.server().team_id().0);
        let (inside, behind) = (Outside::open(&at("inside")), Outside::open(&at("behind")));
        Self { scenario: scenario.to_owned(), embedded, inside, serving: Some(serving), http, behind, calls: 0 }
    }

    /// Runs a scenario. Before each call that must succeed, tries it with other texts and undoes them.
    fn run_scenario(&mut self, scenario: &Scenario, probed: &mut BTreeSet<String>) {
        let mut inside = given(scenario, &self.embedded);
        let mut behind = given(scenario, &self.http);
        for step in &scenario.steps {
            if step.fails.is_none() {
                self.try_others(step, [&inside, &behind], probed);
            }
            let outcome = carry_out(step, &inside, &mut self.embedded);
            keep(step, &outcome, &mut inside);
            let outcome = carry_out(step, &behind, &mut self.http);
            assert_eq!(judge(step, &behind, &outcome), Ok(()), "{}", self.scenario);
            keep(step, &outcome, &mut behind);
            self.http.comparable(outcome);
        }
    }

    fn try_others(&mut self, step: &Step, saved: [&SavedValues; 2], probed: &mut BTreeSet<String>) {
        let Some(call) = call(step, saved[0]) else { return };
        let mut places = places(call.id, &call.request);
        places.retain(|place| probed.insert(format!("{} {}", call.id, name(place))));
        if places.is_empty() {
            return;
        }
        self.inside.save();
        self.behind.save();
        let before = self.inside.rows();
        self.call_both(step, saved, Value::clone);
        let after = self.inside.rows();
        let usual = before.changes(&after);
        self.put_back();
        for place in &places {
            for text in texts() {
                let Some(outcome) = self.call_both(step, saved, |request| with(request, place, &text)) else {
                    continue;
                };
                let probe = format!("{} {}", call.id, name(place));
                let after = self.inside.rows_after(&before);
                let context = format!("{}: {probe} {text:?}: {outcome:?}", self.scenario);
                let complaint = complaint(&outcome, &probe, &text, &usual, &before.changes(&after), &after);
                assert_eq!(complaint, None, "{context}");
                assert!(self.behind.rows_after(&before) == after, "{context}: the stores differ");
                if after != before {
                    self.put_back();
                }
            }
        }
    }

    /// Calls with a changed request. Returns the common outcome, or nothing if the client's types
    /// cannot express it.
    fn call_both(
        &mut self,
        step: &Step,
        saved: [&SavedValues; 2],
        change: impl Fn(&Value) -> Value,
    ) -> Option<Outcome> {
        let [mut inside, mut behind] = saved.map(|saved| call(step, saved).unwrap());
        inside.request = change(&inside.request);
        behind.request = change(&behind.request);
        if !is_request(inside.id, &inside.request) {
            return None;
        }
        self.calls += 2;
        let context = format!("{}: {} {}", self.scenario, inside.id, inside.request);
        let inside = self.embedded.call(inside);
        let behind = self.http.call(behind);
        let behind = self.http.comparable(behind);
        assert!(inside.matches(&behind), "{context}: in the process {inside:?}, over HTTP {behind:?}");
        Some(inside)
    }

    fn put_back(&self) {
        self.inside.put_back();
        self.behind.put_back();
    }

    /// Checks that both stores are intact.
    fn end(&mut self) {
        let serving = self.serving.take().unwrap();
        for platform in [self.embedded.platform(), serving.server().platform()] {
            platform.admin().check_store().unwrap();
        }
        serving.stop();
    }
}

fn given(scenario: &Scenario, engine: &impl ScenarioEngine) -> SavedValues {
    let (token, team) = engine.first();
    let first = [("me".to_owned(), json!(token)), ("team".to_owned(), json!(team))];
    scenario.given.clone().into_iter().chain(first).collect()
}

/// Problem with the outcome for a text, if any. `usual` is the number of changes of a call without hostile texts.
fn complaint(
    outcome: &Outcome,
    probe: &str,
    text: &str,
    usual: &Changes,
    changes: &Changes,
    after: &Rows,
) -> Option<String> {
    let answer = match outcome {
        Outcome::Refusal { status, .. } if !(400..500).contains(status) => {
            return Some("server error".to_owned());
        }
        Outcome::Refusal { .. } if !changes.is_empty() => {
            return Some(format!("the call was rejected but changed {changes:?}"));
        }
        Outcome::Refusal { .. } => return None,
        Outcome::Answer(answer) => answer,
    };
    if changes.iter().any(|(table, count)| usual.get(table) < Some(count)) {
        return Some(format!("the call changed {changes:?}, expected at most {usual:?}"));
    }
    let is_kept = changes.is_empty() || is_ignored(probe) || says(answer, text) || after.hold(text);
    (!is_kept).then(|| "the text was stored in a changed form".to_owned())
}

/// Checks if a place is ignored. Waiting for a push and finishing it send its start response back, of which only
/// the push name counts.
fn is_ignored(probe: &str) -> bool {
    let is_sent_back = probe.starts_with("finishPush startPush.") || probe.starts_with("waitForSchema schemaChange.");
    IGNORED.contains(&probe) || is_sent_back
}

/// Checks if a value contains a text unchanged.
fn says(value: &Value, text: &str) -> bool {
    match value {
        Value::String(found) => found == text,
        Value::Array(items) => items.iter().any(|item| says(item, text)),
        Value::Object(fields) => fields.iter().any(|(name, value)| name == text || says(value, text)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
