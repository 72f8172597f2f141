//! Running a scenario.

use super::outcome::Outcome;
use super::scenario::{Scenario, Step};
use super::values::{Kept, fill, mismatch};
use serde_json::{Value, json};

/// One way to carry out the steps of a scenario.
pub(super) trait Way {
    /// A token of the first member, and the first team.
    fn first(&self) -> (String, u64);

    /// Calls an operation.
    fn call(&mut self, call: Call<'_>) -> Outcome;

    /// Does what Convex does outside its API.
    fn deed(&mut self, name: &str, with: &Value) -> Outcome;

    /// The same outcome with addresses that all ways have in common.
    fn comparable(&mut self, outcome: Outcome) -> Outcome;
}

/// An operation that is called.
pub(super) struct Call<'a> {
    pub(super) id: &'a str,
    pub(super) request: Value,
    /// The token or key of the caller; none for who has none.
    pub(super) token: Option<&'a str>,
    /// The address of the deployment whose own operation it is.
    pub(super) deployment: Option<&'a str>,
}

/// Runs a scenario, and gives the outcome of each step. Stops where one is not as written.
pub(super) fn run(file: &str, scenario: &Scenario, way: &mut impl Way) -> Vec<Outcome> {
    let (token, team) = way.first();
    let mut kept: Kept = scenario.given.clone().into_iter().collect();
    kept.insert("me".to_owned(), json!(token));
    kept.insert("team".to_owned(), json!(team));
    let mut outcomes = Vec::new();
    for (index, step) in scenario.steps.iter().enumerate() {
        let outcome = carry_out(step, &kept, way);
        if let Err(complaint) = judge(step, &kept, &outcome) {
            panic!("{file}: {}: step {} (`{}`): {complaint}", scenario.name, index + 1, step.what());
        }
        keep(step, &outcome, &mut kept);
        outcomes.push(way.comparable(outcome));
    }
    outcomes
}

pub(super) fn carry_out(step: &Step, kept: &Kept, way: &mut impl Way) -> Outcome {
    match (call(step, kept), &step.admin) {
        (Some(call), None) => way.call(call),
        (None, Some(deed)) => way.deed(deed, &fill(&step.with, kept)),
        _ => panic!("a step has either `call` or `admin`"),
    }
}

/// The call of a step, where it is one.
pub(super) fn call<'a>(step: &'a Step, kept: &'a Kept) -> Option<Call<'a>> {
    let text = |name: &str| kept.get(name).and_then(Value::as_str).unwrap_or_else(|| panic!("`{name}` is no text"));
    Some(Call {
        id: step.call.as_deref()?,
        request: fill(&step.with, kept),
        token: (step.caller != "nobody").then(|| text(&step.caller)),
        deployment: step.on.as_deref().map(text),
    })
}

/// Whether the outcome is as written. A step that says nothing must succeed.
pub(super) fn judge(step: &Step, kept: &Kept, outcome: &Outcome) -> Result<(), String> {
    match (&step.fails, outcome) {
        (None, Outcome::Answer(answer)) => {
            let expected = step.answers.as_ref().map(|expected| fill(expected, kept));
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

pub(super) fn keep(step: &Step, outcome: &Outcome, kept: &mut Kept) {
    let Outcome::Answer(answer) = outcome else { return };
    for (name, pointer) in &step.keeps {
        let found = answer.pointer(pointer).unwrap_or_else(|| panic!("{answer} has nothing at `{pointer}`"));
        kept.insert(name.clone(), found.clone());
    }
}
