//! Standard input and output.

use super::*;

#[test]
fn one_input_may_be_standard_input() {
    let folder = folder();
    let outcome = folder.run_with("check --baseline - --candidate breaking.json", BASELINE);
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
    let outcome =
        folder.run_with("check --baseline whole.json --candidate whole.json --data - --table t", "{\"a\": 3.0}\n");
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
    let outcome = folder.run_with("check --baseline whole.json --candidate whole.json --scheduled -", "{\n");
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.starts_with("error: standard input:1: "), "{}", outcome.stderr);
}

#[test]
fn closed_output_is_not_an_error() {
    let folder = folder();
    for line in
        ["check --baseline baseline.json --candidate breaking.json --format html", "explain", "completions bash"]
    {
        let mut child = command(folder.0.path(), line).spawn().unwrap();
        drop(child.stdout.take());
        drop(child.stdin.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(i32::from(line.starts_with("check"))), "{line}");
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{line}");
    }
}

#[test]
fn data_cannot_control_terminal() {
    let hostile = r#"{"functions": [{"identifier": "a:b", "functionType": "Query", "args": {"type": "\u001b[2J"}}]}"#;
    let folder = Folder::new(&[("hostile.json", hostile)]);
    let outcome = folder.run("check --baseline hostile.json --candidate hostile.json");
    // A validator type of a newer version: its name is listed.
    assert_eq!(outcome.code, 0);
    assert!(outcome.stdout.contains("\\u{1b}[2J") && !outcome.stdout.contains('\u{1b}'), "{:?}", outcome.stdout);
    let broken = Folder::new(&[("broken.json", &hostile.replace("\"a:b\"", "5").replace("args", "\\u001b[2J"))]);
    let outcome = broken.run("check --baseline broken.json --candidate broken.json");
    assert_eq!(outcome.code, 2);
    assert!(!outcome.stderr.contains('\u{1b}'), "{:?}", outcome.stderr);
}

#[test]
fn byte_order_mark_is_ignored() {
    let folder = Folder::new(&[("marked.json", &format!("\u{feff}{BASELINE}"))]);
    let outcome = folder.run("check --baseline marked.json --candidate marked.json");
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
}

/// Terminal output of the check, with these further arguments. Debian's `script` provides the terminal.
#[cfg(target_os = "linux")]
fn on_a_terminal(arguments: &str) -> String {
    let folder = folder();
    let program = env!("CARGO_BIN_EXE_convex-ops");
    let line = format!("{program} check --baseline whole.json --candidate whole.json --data documents.jsonl --table t");
    let mut script = Command::new("script");
    script.args(["--quiet", "--return", "--command", &format!("{line} {arguments}"), "/dev/null"]);
    let output = script.current_dir(folder.0.path()).env("TERM", "xterm").stdin(Stdio::null()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8(output.stdout).unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn progress_needs_terminal_and_no_quiet() {
    assert!(on_a_terminal("").contains("2 documents, t"));
    assert!(!on_a_terminal("--quiet").contains("2 documents, t"));
    let folder = folder();
    let outcome = folder.run("check --baseline whole.json --candidate whole.json --data documents.jsonl --table t");
    assert_eq!((outcome.code, outcome.stderr.as_str()), (1, ""));
}

#[test]
fn quiet_omits_report_path() {
    let folder = folder();
    let line = "check --baseline baseline.json --candidate breaking.json --output report.txt --quiet";
    let outcome = folder.run(line);
    assert_eq!((outcome.code, outcome.stdout.as_str(), outcome.stderr.as_str()), (1, "", ""));
    assert!(folder.path("report.txt").exists());
}
