//! Evaluation in a separate process.

use super::{analyse, artifact};
use convex_ops::ErrorKind;
use convex_ops::analysis::{EvaluationLimits, EvaluationOptions, Isolation};
use std::time::{Duration, Instant};

/// The command, in its evaluation mode.
fn command() -> Isolation {
    Isolation::Process { program: env!("CARGO_BIN_EXE_convex-ops").into(), args: vec!["evaluate".to_owned()] }
}

fn shell(script: &str) -> Isolation {
    Isolation::Process { program: "/bin/sh".into(), args: vec!["-c".to_owned(), script.to_owned()] }
}

fn run(isolation: &Isolation, source: &str) -> convex_ops::Result<convex_ops::analysis::Analysis> {
    run_within(Duration::from_secs(3), isolation, source)
}

fn run_within(
    total_time: Duration,
    isolation: &Isolation,
    source: &str,
) -> convex_ops::Result<convex_ops::analysis::Analysis> {
    let limits =
        EvaluationLimits { module_time: Duration::from_millis(500), total_time, ..EvaluationLimits::default() };
    let options = EvaluationOptions { limits, ..EvaluationOptions::default() };
    convex_ops::analysis::analyse(&artifact(&[("a.js", source)]), &options, isolation)
}

#[test]
fn process_and_thread_results_match() {
    let source =
        "export const list = {isQuery: true, isPublic: true, _handler() {}, exportArgs: () => '{\"type\": \"any\"}'};";
    assert_eq!(run(&command(), source).unwrap(), analyse(&artifact(&[("a.js", source)])));
    let problems = run(&command(), "for (;;) {}").unwrap().problems;
    assert_eq!(problems[0].message, "took longer than 500ms");
}

/// If the engine does not check its clock, only killing the process helps.
#[test]
#[cfg(unix)]
fn unresponsive_process_is_killed() {
    let started = Instant::now();
    let error = run_within(Duration::from_millis(50), &shell("exec sleep 1000"), "").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::LimitExceeded, "{error}");
    assert!(started.elapsed() < Duration::from_secs(60));
}

#[test]
#[cfg(unix)]
fn failed_process_is_reported() {
    for script in ["kill -9 $$", "echo '{\"analysis\": '", "exit 3"] {
        let error = run(&shell(script), "").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::LimitExceeded, "{script}: {error}");
        assert!(error.to_string().contains("ended the evaluation"), "{script}: {error}");
    }
}

#[test]
fn missing_program_is_reported() {
    let isolation = Isolation::Process { program: "/there/is/no/such/program".into(), args: Vec::new() };
    assert_eq!(run(&isolation, "").unwrap_err().kind(), ErrorKind::NotFound);
}

#[test]
fn cancelled_evaluation_stops_on_a_thread_and_in_a_process() {
    for isolation in [Isolation::Thread, command()] {
        let options = EvaluationOptions::default();
        let cancel = options.cancel.clone();
        let canceller = std::thread::spawn(move || cancel.cancel());
        let app = artifact(&[("endless.js", "for (;;) {}")]);
        let error = convex_ops::analysis::analyse(&app, &options, &isolation).unwrap_err();
        canceller.join().unwrap();
        assert_eq!(error.kind(), ErrorKind::Cancelled);
    }
}

/// Built-in functions of the engine don't check the time: the process ends, and the next one skips the module.
#[test]
fn time_limit_holds_in_built_in_functions() {
    let limits = EvaluationLimits { module_time: Duration::from_millis(300), ..EvaluationLimits::default() };
    let options = EvaluationOptions { limits, ..EvaluationOptions::default() };
    let query = "export const list = {isQuery: true, isPublic: true, _handler() {}};";
    let app = artifact(&[
        ("stuck.js", "const a = []; a.length = 4294967295; a.join('');"),
        ("also.js", "new Array(4294967295).fill(0).sort();"),
        ("fine.js", query),
    ]);
    let analysis = convex_ops::analysis::analyse(&app, &options, &command()).unwrap();
    let messages: Vec<_> =
        analysis.problems.iter().map(|problem| (problem.module.as_str(), problem.message.as_str())).collect();
    assert!(messages.contains(&("stuck.js", "took longer than 300ms")), "{messages:?}");
    assert_eq!(messages.len(), 2, "{messages:?}");
    assert_eq!(analysis.components[""].functions["fine.js"].functions.len(), 1);
}
