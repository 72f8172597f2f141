//! Runs a scenario.

use super::outcome::Outcome;
use super::scenario::{Scenario, Step};
use super::values::{SavedValues, fill, mismatch};
use serde_json::{Value, json};

/// An engine that carries out the steps of a scenario.
pub(super) trait ScenarioEngine {
    /// A token of the first member, and the first team.
    fn first(&self) -> (String, u64);

    /// Calls an operation.
    fn call(&mut self, call: Call<'_>) -> Outcome;

    /// Performs an administrative action.
    fn action(&mut self, name: &str, with: &Value) -> Outcome;

    /// Normalizes the addresses in an outcome.
    fn comparable(&mut self, outcome: Outcome) -> Outcome;
}

/// A call of an operation.
pub(super) struct Call<'a> {
    pub(super) id: &'a str,
    pub(super) request: Value,
    /// Token or key of the caller, if any.
    pub(super) token: Option<&'a str>,
    /// Address of the deployment, for its own operations.
    pub(super) deployment: Option<&'a str>,
}

/// Runs a scenario and returns the outcome of each step. Stops at the first unexpected one.
pub(super) fn run(file: &str, scenario: &Scenario, engine: &mut impl ScenarioEngine) -> Vec<Outcome> {
    let (token, team) = engine.first();
    let mut saved: SavedValues = scenario.given.clone().into_iter().collect();
    saved.insert("me".to_owned(), json!(token));
    saved.insert("team".to_owned(), json!(team));
    let mut outcomes = Vec::new();
    for (index, step) in scenario.steps.iter().enumerate() {
        let outcome = carry_out(step, &saved, engine);
        if let Err(complaint) = judge(step, &saved, &outcome) {
            panic!("{file}: {}: step {} (`{}`): {complaint}", scenario.name, index + 1, step.what());
        }
        keep(step, &outcome, &mut saved);
        outcomes.push(engine.comparable(outcome));
    }
    outcomes
}

pub(super) fn carry_out(step: &Step, saved: &SavedValues, engine: &mut impl ScenarioEngine) -> Outcome {
    match (call(step, saved), &step.admin) {
        (Some(call), None) => engine.call(call),
        (None, Some(action)) => engine.action(action, &fill(&step.with, saved)),
        _ => panic!("a step has either `call` or `admin`"),
    }
}

/// The call of a step, if it is one.
pub(super) fn call<'a>(step: &'a Step, saved: &'a SavedValues) -> Option<Call<'a>> {
    let text = |name: &str| saved.get(name).and_then(Value::as_str).unwrap_or_else(|| panic!("`{name}` is not a text"));
    Some(Call {
        id: step.call.as_deref()?,
        request: fill(&step.with, saved),
        token: (step.caller != "nobody").then(|| text(&step.caller)),
        deployment: step.on.as_deref().map(text),
    })
}

/// Checks an outcome against its step. A step without expectations must succeed.
pub(super) fn judge(step: &Step, saved: &SavedValues, outcome: &Outcome) -> Result<(), String> {
    match (&step.fails, outcome) {
        (None, Outcome::Answer(answer)) => {
            let expected = step.answers.as_ref().map(|expected| fill(expected, saved));
            expected
                .and_then(|expected| mismatch(&expected, answer))
                .map_or(Ok(()), |place| Err(format!("{place}: {answer}")))
        }
        (Some(fails), Outcome::Refusal { status, code, message }) if *fails == format!("{status} {code}") => {
            if message.is_empty() { Err("a refusal without a message".to_owned()) } else { Ok(()) }
        }
        (_, other) => Err(format!("{other:?}")),
    }
}

pub(super) fn keep(step: &Step, outcome: &Outcome, saved: &mut SavedValues) {
    let Outcome::Answer(answer) = outcome else { return };
    for (name, pointer) in &step.keeps {
        let found = answer.pointer(pointer).unwrap_or_else(|| panic!("{answer}: `{pointer}` not found"));
        saved.insert(name.clone(), found.clone());
    }
}
