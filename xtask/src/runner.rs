//! Runs a list of steps and prints a summary.

use crate::Selection;
use crate::steps::Step;
use crate::tools::Tool;
use anyhow::{Result, bail};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// The result of a step.
struct StepResult {
    name: &'static str,
    took: Duration,
    outcome: Outcome,
}

#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    Passed,
    Skipped(String),
    Failed(String),
}

/// The error of a step without inputs on this machine, with the reason. Such a step is skipped, but fails on CI.
#[derive(Debug)]
pub(crate) struct Skipped(pub(crate) String);

impl std::fmt::Display for Skipped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Skipped {}

/// Runs the selected steps, even after a failure, and returns true if all passed.
pub(crate) fn run(steps: &[Step], selection: &Selection) -> Result<bool> {
    let chosen = choose(steps, &selection.only)?;
    if selection.list {
        list(&chosen);
        return Ok(true);
    }
    let missing = missing_tools(&chosen, selection.install);
    let ended: Vec<StepResult> = chosen.iter().map(|step| run_one(step, &missing)).collect();
    Ok(sum_up(&ended))
}

fn choose<'a>(steps: &'a [Step], only: &[String]) -> Result<Vec<&'a Step>> {
    if let Some(unknown) = only.iter().find(|name| steps.iter().all(|step| step.name != name.as_str())) {
        let known: Vec<_> = steps.iter().map(|step| step.name).collect();
        bail!("unknown step `{unknown}`; use one of {}", known.join(", "));
    }
    Ok(steps.iter().filter(|step| only.is_empty() || only.iter().any(|name| name == step.name)).collect())
}

fn list(steps: &[&Step]) {
    for step in steps {
        println!("{:<14} {}", step.name, step.what);
        for tool in step.needs {
            println!("{:<14}   needs {}: `{}`", "", tool.name(), tool.install_command());
        }
    }
}

/// Installs missing tools if requested, and returns those still missing. A step without its tools fails: no step is left
/// out silently.
fn missing_tools(steps: &[&Step], install: bool) -> BTreeSet<Tool> {
    let needed: BTreeSet<Tool> = steps.iter().flat_map(|step| step.needs).copied().collect();
    let mut missing: BTreeSet<Tool> = needed.into_iter().filter(|tool| !tool.is_installed()).collect();
    if missing.is_empty() {
        return missing;
    }
    println!("Missing tools:");
    for tool in &missing {
        println!("  {}: `{}`", tool.name(), tool.install_command());
    }
    if install {
        missing.retain(|tool| tool.install().inspect_err(|error| println!("{error:#}")).is_err());
    } else {
        println!("Run the commands, or pass --install.");
    }
    missing
}

fn run_one(step: &Step, missing: &BTreeSet<Tool>) -> StepResult {
    println!("\n=== {}: {}", step.name, step.what);
    let start = Instant::now();
    let lacking: Vec<_> = step.needs.iter().filter(|tool| missing.contains(tool)).map(|tool| tool.name()).collect();
    let outcome = if lacking.is_empty() {
        outcome((step.run)(), is_ci())
    } else {
        Outcome::Failed(format!("missing tools: {}", lacking.join(", ")))
    };
    let took = start.elapsed();
    println!("=== {}: {} in {:.1} s{}", step.name, outcome.word(), took.as_secs_f64(), outcome.reason());
    StepResult { name: step.name, took, outcome }
}

fn outcome(result: Result<()>, is_ci: bool) -> Outcome {
    match result {
        Ok(()) => Outcome::Passed,
        Err(error) if error.is::<Skipped>() && !is_ci => Outcome::Skipped(error.to_string()),
        Err(error) => Outcome::Failed(format!("{error:#}")),
    }
}

fn is_ci() -> bool {
    std::env::var("CI").is_ok_and(|ci| !["", "false"].contains(&ci.as_str()))
}

impl Outcome {
    fn word(&self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Skipped(_) => "skipped",
            Self::Failed(_) => "FAILED",
        }
    }

    fn reason(&self) -> String {
        match self {
            Self::Passed => String::new(),
            Self::Skipped(why) | Self::Failed(why) => format!(": {why}"),
        }
    }
}

/// Prints the result of each step and a summary, and returns true if all passed.
fn sum_up(ended: &[StepResult]) -> bool {
    println!("\n=== summary");
    for step in ended {
        println!("{:<14} {:<7} {:>7.1} s", step.name, step.outcome.word(), step.took.as_secs_f64());
    }
    for step in ended.iter().filter(|step| step.outcome != Outcome::Passed) {
        println!("{}{}", step.name, step.outcome.reason());
    }
    let count = |word: &str| ended.iter().filter(|step| step.outcome.word() == word).count();
    let (passed, skipped, failed) = (count("passed"), count("skipped"), count("FAILED"));
    println!("{passed} passed, {skipped} skipped, {failed} failed");
    failed == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(name: &'static str, run: fn() -> Result<()>) -> Step {
        Step { name, what: "a test step", needs: &[Tool::Node], run }
    }

    #[test]
    fn step_without_its_tool_fails_and_does_not_run() {
        let step = step("needs-node", || panic!("it ran"));
        let ended = run_one(&step, &BTreeSet::from([Tool::Node]));
        assert_eq!(ended.outcome, Outcome::Failed("missing tools: Node.js 20 or newer, with npm".to_owned()));
    }

    #[test]
    fn one_failed_step_fails_the_run() {
        let none = BTreeSet::new();
        let good = run_one(&step("good", || Ok(())), &none);
        assert!(sum_up(std::slice::from_ref(&good)));
        let bad = run_one(&step("bad", || bail!("no")), &none);
        assert!(!sum_up(&[good, bad]));
    }

    #[test]
    fn step_without_inputs_is_skipped_except_on_ci() {
        let nothing = || Err(Skipped("no input".to_owned()).into());
        assert_eq!(outcome(nothing(), false), Outcome::Skipped("no input".to_owned()));
        assert_eq!(outcome(nothing(), true), Outcome::Failed("no input".to_owned()));
        let skipped = StepResult { name: "it", took: Duration::ZERO, outcome: outcome(nothing(), false) };
        assert!(sum_up(&[skipped]));
    }

    #[test]
    fn unknown_step_is_refused() {
        let steps = [step("one", || Ok(())), step("two", || Ok(()))];
        assert_eq!(choose(&steps, &["two".to_owned()]).unwrap().len(), 1);
        assert_eq!(choose(&steps, &[]).unwrap().len(), 2);
        let error = choose(&steps, &["three".to_owned()]).err().unwrap();
        assert_eq!(error.to_string(), "unknown step `three`; use one of one, two");
    }
}
