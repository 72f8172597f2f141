//! `convex-ops check`: exit codes, formats, errors.

use super::*;
use convex_ops::compat::report::Report;
use convex_ops::compat::report::render::Format;

#[track_caller]
fn exits(line: &str, code: i32) -> Outcome {
    let outcome = folder().run(&format!("check {line}"));
    assert_eq!(outcome.code, code, "check {line}\n{}{}", outcome.stdout, outcome.stderr);
    outcome
}

#[test]
fn exit_code_reflects_findings() {
    exits("--baseline baseline.json --candidate baseline.json", 0);
    exits("--baseline baseline.json --candidate breaking.json", 1);
    exits("--baseline breaking.json --candidate baseline.json", 0);
}

#[test]
fn fail_on_sets_minimum_level() {
    let risky = "--baseline internal.json --candidate public.json";
    exits(risky, 0);
    exits(&format!("{risky} --fail-on risky"), 1);
    exits(&format!("{risky} --fail-on info"), 1);
    exits("--baseline public.json --candidate public.json --fail-on info", 0);
    exits(&format!("{risky} --fail-on fatal"), 2);
}

#[test]
fn undecided_has_its_own_exit_code() {
    let question = "--baseline whole.json --candidate split.json";
    exits(question, 0);
    let outcome = exits(&format!("{question} --budget 1"), 4);
    assert!(outcome.stdout.starts_with("undecided: "), "{}", outcome.stdout);
}

#[test]
fn bad_input_precedes_findings_and_findings_precede_undecided() {
    exits("--baseline baseline.json --candidate breaking.json --scheduled bad.jsonl", 2);
    exits("--baseline whole.json --candidate split.json --budget 1 --scheduled bad.jsonl", 2);
    // Rejected documents, beside a comparison that takes too many steps.
    exits("--baseline whole.json --candidate split.json --budget 1 --data documents.jsonl --table t", 1);
}

#[test]
fn error_names_file_line_path_and_help() {
    let outcome = exits("--baseline bad.json --candidate baseline.json", 2);
    assert!(
        outcome.stderr.starts_with("error: bad.json:2: invalid type: integer `5`, expected the type of a validator"),
        "{}",
        outcome.stderr
    );
    assert!(outcome.stderr.contains("(at `.functions[0].args.type`)"), "{}", outcome.stderr);
    assert_eq!(outcome.stdout, "");
    let outcome = exits("--baseline none.json --candidate baseline.json", 2);
    assert!(outcome.stderr.starts_with("error: none.json: "), "{}", outcome.stderr);
    let outcome = exits("--baseline baseline.json --candidate baseline.json --scheduled bad.jsonl", 2);
    assert!(outcome.stderr.starts_with("error: bad.jsonl:1: "), "{}", outcome.stderr);
    let outcome = exits("--baseline whole.json --candidate whole.json --data documents.jsonl", 2);
    assert!(outcome.stderr.contains("\n help: "), "{}", outcome.stderr);
}

#[test]
fn invalid_arguments_are_bad_input() {
    exits("--baseline baseline.json", 2);
    exits("--baseline baseline.json --candidate baseline.json --now soon", 2);
    exits("--baseline baseline.json --candidate baseline.json --format yaml", 2);
    exits("--baseline - --candidate -", 2);
}

#[test]
fn every_format_is_written() {
    let starts = |format| match format {
        Format::Text => "breaking: 1 breaking\n",
        Format::Json => "{\n  \"verdict\": \"breaking\"",
        Format::Markdown => "### convex-ops: breaking",
        Format::Sarif => "{\n  \"$schema\": \"https://",
        Format::Junit => "<?xml ",
        Format::Github => "::error title=function-removed::",
        Format::Html => "<!DOCTYPE html>",
    };
    for format in Format::ALL {
        let line = format!("--baseline baseline.json --candidate breaking.json --now 0 --format {format}");
        let (first, second) = (exits(&line, 1).stdout, exits(&line, 1).stdout);
        assert!(first.starts_with(starts(format)), "{first}");
        assert_eq!(first, second, "{format}: the output is not deterministic");
    }
}

#[test]
fn output_writes_report_to_file() {
    let folder = folder();
    let line = "check --baseline baseline.json --candidate breaking.json --now 0 --format json";
    let outcome = folder.run(&format!("{line} --output report.json"));
    assert_eq!((outcome.code, outcome.stdout.as_str()), (1, ""));
    assert_eq!(outcome.stderr, "breaking: 1 breaking; the report is in report.json\n");
    assert_eq!(std::fs::read_to_string(folder.path("report.json")).unwrap(), folder.run(line).stdout);
    assert_eq!(folder.run(&format!("{line} --output no/such/folder.json")).code, 2);
}

#[test]
fn document_values_are_shown_on_request() {
    for format in Format::ALL {
        let line = "--baseline whole.json --candidate whole.json --data documents.jsonl --table t --format";
        let hidden = exits(&format!("{line} {format}"), 1).stdout;
        assert!(hidden.contains("x2") && !hidden.contains("s3cret"), "{hidden}");
    }
    for format in Format::ALL {
        let line = "--baseline whole.json --candidate whole.json --data documents.jsonl --table t --values --format";
        let shown = exits(&format!("{line} {format}"), 1).stdout.contains("s3cret");
        assert_eq!(shown, format == Format::Json, "{format}: only JSON shows values outside of a terminal");
    }
}

#[test]
fn colour_defaults_to_terminals() {
    let line = "--baseline baseline.json --candidate breaking.json";
    assert!(!exits(line, 1).stdout.contains('\u{1b}'));
    assert!(exits(&format!("{line} --color always"), 1).stdout.starts_with("\u{1b}["));
    assert!(!exits(&format!("{line} --color never"), 1).stdout.contains('\u{1b}'));
}

#[test]
fn report_lists_checked_inputs() {
    let not_checked = |line: &str| {
        let outcome = exits(&format!("--baseline whole.json --candidate whole.json --format json {line}"), 0);
        let report: Report = serde_json::from_str(&outcome.stdout).unwrap();
        report.not_checked.into_iter().filter(|absent| !absent.rules.is_empty()).map(|absent| absent.what).collect()
    };
    let (all, less): (Vec<String>, Vec<String>) = (not_checked(""), not_checked("--env-names split.json"));
    assert!(all.iter().any(|what| what.contains("environment variables that are set")), "{all:?}");
    assert!(!less.iter().any(|what| what.contains("environment variables that are set")), "{less:?}");
}

#[test]
fn environment_variable_names_are_read_by_line() {
    let folder = Folder::new(&[
        ("app.json", r#"{"environmentVariables": [{"name": "API_KEY", "required": true}]}"#),
        ("set.txt", "# set today\nOTHER=1\nAPI_KEY=s3cret=\n"),
        ("unset.txt", "API_KEYS\n\n"),
    ]);
    let check =
        |names: &str| folder.run(&format!("check --baseline app.json --candidate app.json --env-names {names}"));
    assert_eq!(check("set.txt").code, 0);
    let outcome = check("unset.txt");
    assert_eq!(outcome.code, 1);
    assert!(outcome.stdout.contains("env-var-missing"), "{}", outcome.stdout);
}

#[test]
fn guessed_document_encoding_is_reported() {
    let folder = folder();
    std::fs::create_dir_all(folder.path("export/t")).unwrap();
    std::fs::write(folder.path("export/t/documents.jsonl"), "{\"_id\": \"x1\", \"a\": 1}\n").unwrap();
    let outcome = folder.run("check --baseline whole.json --candidate whole.json --data export");
    assert_eq!(outcome.code, 0, "{}", outcome.stdout);
    let note = "every plain number was read as a float64";
    assert_eq!(outcome.stdout.matches(note).count(), 1, "{}", outcome.stdout);
    std::fs::write(folder.path("export/t/generated_schema.jsonl"), "\"uniform\"\n").unwrap();
    let outcome = folder.run("check --baseline whole.json --candidate whole.json --data export");
    assert_eq!((outcome.code, outcome.stdout.contains(note)), (1, false), "{}", outcome.stdout);
}
