//! Runs the scenarios of `conformance/scenarios` on three engines: on the platform in this process, over HTTP to a
//! server, and over a recording of that. The responses agree, and fit Convex's own descriptions of its APIs.

mod api_descriptions;
mod calls;
mod embedded;
#[cfg(feature = "typegen")]
mod hostile;
mod http;
mod outcome;
mod recorder;
mod run;
mod scenario;
mod values;

use crate::serve::Serving;
use api_descriptions::ApiDescriptions;
use calls::{contract, contracts};
use convex_ops::serve::ServeOptions;
use embedded::Embedded;
use http::Http;
use outcome::Outcome;
use recorder::{Player, Recorder};
use run::run;
use scenario::{Scenario, all};
use serde_json::Value;
use std::collections::BTreeSet;

#[test]
fn scenarios_match_on_all_engines() {
    let mut descriptions = ApiDescriptions::open();
    let scenarios = all();
    for (file, scenario) in &scenarios {
        let embedded = run(file, scenario, &mut Embedded::new());
        let (tape, over_http) = recorded(file, scenario, descriptions.as_mut());
        assert_same(file, scenario, &embedded, &over_http, "over HTTP");
        let played = tape.play(file, scenario);
        assert_same(file, scenario, &embedded, &played, "as it was recorded");
        for (step, outcome) in scenario.steps.iter().zip(&embedded) {
            if let (Some(descriptions), Some(id)) = (&mut descriptions, &step.call) {
                let contract = contract(id);
                let status = if let Outcome::Refusal { status, .. } = outcome { *status } else { contract.status };
                assert_eq!(
                    descriptions.complaint(&contract, status, &outcome.body()),
                    None,
                    "{file}: {}",
                    scenario.name
                );
            }
        }
    }
    if let Some(descriptions) = &descriptions {
        assert_eq!(descriptions.unused_skips(), [""; 0], "unused skips");
    }
    println!("{} scenarios", scenarios.len());
}

/// A recording and its address.
struct Tape {
    text: String,
    url: String,
    token: String,
    team: u64,
}

impl Tape {
    /// Runs the scenario again, without the server.
    fn play(&self, file: &str, scenario: &Scenario) -> Vec<Outcome> {
        let player = Player::new(&self.text);
        let outcomes = run(file, scenario, &mut Http::new(player.clone(), &self.url, &self.token, self.team));
        assert_eq!(player.left(), 0, "{file}: {}: unused exchanges", scenario.name);
        outcomes
    }
}

/// Runs a scenario over HTTP. Each raw response is checked against the descriptions.
fn recorded(file: &str, scenario: &Scenario, descriptions: Option<&mut ApiDescriptions>) -> (Tape, Vec<Outcome>) {
    let mut options = ServeOptions::default();
    options.platform = embedded::options();
    options.admin = true;
    let serving = Serving::start(options);
    let (url, token, team) = (serving.url(), serving.token(), serving.server().team_id().0);
    let recorder = Recorder::new();
    let mut http = Http::new(recorder.clone(), &url, &token, team);
    let outcomes = run(file, scenario, &mut http);
    serving.stop();
    if let Some(descriptions) = descriptions {
        for (id, status, body) in &http.answers {
            if *status < 300 && contract(id).answers_bytes {
                continue;
            }
            let body: Value = if body.is_empty() { Value::Null } else { serde_json::from_slice(body).unwrap() };
            assert_eq!(descriptions.complaint(&contract(id), *status, &body), None, "{file}: {}", scenario.name);
        }
    }
    (Tape { text: recorder.text(), url, token, team }, outcomes)
}

#[track_caller]
fn assert_same(file: &str, scenario: &Scenario, embedded: &[Outcome], other: &[Outcome], way: &str) {
    assert_eq!(embedded.len(), other.len());
    for (index, (embedded, other)) in embedded.iter().zip(other).enumerate() {
        let step = format!("{file}: {}: step {}", scenario.name, index + 1);
        assert!(embedded.matches(other), "{step}: in the process {embedded:?}, {way} {other:?}");
    }
}

#[test]
fn scenarios_cover_all_operations_and_errors() {
    let (mut succeeds, mut fails) = (BTreeSet::new(), BTreeSet::new());
    for (_, scenario) in all() {
        for step in &scenario.steps {
            if let Some(id) = &step.call {
                match step.code() {
                    None => succeeds.insert(id.clone()),
                    Some(code) => fails.insert((id.clone(), code.to_owned())),
                };
            }
        }
    }
    let mut missing = Vec::new();
    for contract in contracts() {
        if !succeeds.contains(contract.id) {
            missing.push(contract.id.to_owned());
        }
        let errors =
            contract.errors.iter().filter(|code| !fails.contains(&(contract.id.to_owned(), (**code).to_owned())));
        missing.extend(errors.map(|code| format!("{} that fails with {code}", contract.id)));
    }
    assert_eq!(missing, [""; 0], "no scenario has");
}
