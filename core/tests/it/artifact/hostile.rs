//! Malicious or broken code ends in a clear problem, and the rest of the app is evaluated.

use super::{analyse, analyse_within, artifact};
use convex_ops::analysis::EvaluationLimits;
use std::time::Duration;

/// The problem of a module, beside a valid one.
fn problem(source: &str) -> String {
    let limits =
        EvaluationLimits { module_time: Duration::from_millis(500), memory: 64 << 20, ..EvaluationLimits::default() };
    let app = artifact(&[("bad.js", source), ("fine.js", "export const fine = true;")]);
    let analysis = analyse_within(&app, limits);
    assert_eq!(analysis.problems.len(), 1, "{:?}", analysis.problems);
    assert!(analysis.components[""].functions.contains_key("fine.js"));
    analysis.problems[0].message.clone()
}

#[test]
fn endless_loop_is_stopped() {
    assert_eq!(problem("for (;;) {}"), "took longer than 500ms");
    assert_eq!(problem("for (;;) { try { for (;;) {} } catch {} }"), "took longer than 500ms");
    assert_eq!(problem("for (;;) await null;"), "took longer than 500ms");
}

#[test]
fn pending_promise_is_reported() {
    assert_eq!(problem("await new Promise(() => {});"), "waits for a promise that never resolves");
}

#[test]
fn recursion_and_memory_are_limited() {
    assert!(problem("const f = () => 1 + f(); f();").contains("stack"), "the stack");
    assert_eq!(problem("const all = []; for (;;) all.push(new Uint8Array(1 << 20));"), "exceeded the memory limit");
}

#[test]
fn thrown_error_names_its_location() {
    let analysis = analyse(&artifact(&[("dir/bad.js", "export const a = 1;\nthrow new TypeError('no');")]));
    let problem = &analysis.problems[0];
    assert_eq!(problem.message, "TypeError: no");
    assert_eq!((problem.file.as_deref(), problem.line), (Some("dir/bad.js"), Some(2)));
    assert!(problem.to_string().contains("dir/bad.js:2"), "{problem}");
}

#[test]
fn syntax_error_names_its_module() {
    assert!(problem("export const = 3;").starts_with("SyntaxError"));
}

#[test]
fn host_apis_are_unavailable() {
    for source in [
        "eval('1')",
        "new Function('return 1')()",
        "(async () => {}).constructor('return 1')",
        "fetch('http://127.0.0.1')",
        "import('../../../../etc/passwd').then(() => {}); await import('/etc/passwd')",
        "setTimeout(() => {}, 0)",
        "crypto.randomUUID()",
    ] {
        let message = problem(source);
        assert!(message.contains("not available") || message.contains("resolving"), "{source}: {message}");
    }
    assert_eq!(
        analyse(&artifact(&[(
            "a.js",
            "if (typeof require !== 'undefined' || typeof std !== 'undefined' || typeof os !== 'undefined') throw 1;"
        )]))
        .problems,
        []
    );
}

#[test]
fn modules_are_isolated_from_each_other() {
    let app = artifact(&[
        ("a.js", "JSON.stringify = () => '{}'; Object.keys = () => []; Array.isArray = () => false;"),
        ("b.js", "export const go = {isQuery: true, isPublic: true, _handler() {}};"),
    ]);
    let analysis = analyse(&app);
    assert_eq!(analysis.components[""].functions["b.js"].functions.len(), 1);
}
