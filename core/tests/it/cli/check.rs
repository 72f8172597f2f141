//! `convex-ops check`: exit codes, formats, errors.

use super::*;
use convex_ops::compat::report::Report;
use convex_ops::compat::report::render::ReportFormat;

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
        ReportFormat::Text => "breaking: 1 breaking\n",
        ReportFormat::Json => "{\n  \"verdict\": \"breaking\"",
        ReportFormat::Markdown => "### convex-ops: breaking",
        ReportFormat::Sarif => "{\n  \"$schema\": \"https://",
        ReportFormat::Junit => "<?xml ",
        ReportFormat::Github => "::error title=function-removed::",
        ReportFormat::Html => "<!DOCTYPE html>",
    };
    for format in ReportFormat::ALL {
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
    for format in ReportFormat::ALL {
        let line = "--baseline whole.json --candidate whole.json --data documents.jsonl --table t --format";
        let hidden = exits(&format!("{line} {format}"), 1).stdout;
        assert!(hidden.contains("x2") && !hidden.contains("s3cret"), "{hidden}");
    }
    for format in ReportFormat::ALL {
        let line = "--baseline whole.json --candidate whole.json --data documents.jsonl --table t --values --format";
        let shown = exits(&format!("{line} {format}"), 1).stdout.contains("s3cret");
        assert_eq!(shown, format == ReportFormat::Json, "{format}: only JSON shows values outside of a terminal");
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
    let (all, less): (Vec<String>, Vec<String>) = (not_checked(""), not_checked("--env-names names.txt"));
    assert!(all.iter().any(|what| what.contains("environment variables that are set")), "{all:?}");
    assert!(!less.iter().any(|what| what.contains("environment variables that are set")), "{less:?}");
}

#[test]
fn environment_variable_names_are_read_by_line() {
    let folder = Folder::new(&[
        ("app.json", r#"{"schema": null, "environmentVariables": [{"name": "API_KEY", "required": true}]}"#),
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
fn line_of_a_private_key_is_refused_and_not_shown() {
    let key = "KEY=\"-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANB/kq\n-----END PRIVATE KEY-----\"\n";
    let folder = Folder::new(&[("app.json", r#"{"schema": null}"#), ("names.txt", key)]);
    let outcome = folder.run("check --baseline app.json --candidate app.json --env-names names.txt");
    assert_eq!(outcome.code, 2);
    assert!(
        outcome.stderr.starts_with("error: names.txt:2: invalid name of an environment variable"),
        "{}",
        outcome.stderr
    );
    assert!(outcome.stderr.contains("--names-only") && !outcome.stderr.contains("MIIE"), "{}", outcome.stderr);
}

#[test]
fn empty_or_misspelt_surface_is_refused() {
    for text in ["{}", "[]", "null", r#"{"functons": []}"#, r#"{"schema": null, "functons": []}"#] {
        let folder = Folder::new(&[("a.json", r#"{"functions": []}"#), ("b.json", text)]);
        for line in ["--baseline a.json --candidate b.json", "--baseline b.json --candidate a.json"] {
            let outcome = folder.run(&format!("check {line}"));
            assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""), "{text}: {}", outcome.stderr);
        }
    }
}

#[test]
fn required_input_that_is_absent_is_undecided() {
    let line = "--baseline whole.json --candidate whole.json";
    exits(line, 0);
    exits(&format!("{line} --require schema"), 0);
    let outcome = exits(&format!("{line} --require schema,data,scheduled"), 4);
    assert!(outcome.stdout.starts_with("undecided: 2 missing"), "{}", outcome.stdout);
    assert!(outcome.stdout.contains("  stored documents\n  scheduled calls\n"), "{}", outcome.stdout);
    exits(&format!("{line} --require data --data documents.jsonl --table t"), 1);
    exits(&format!("{line} --require tables"), 2);
}

#[cfg(unix)]
#[test]
fn endless_file_is_refused() {
    let folder = folder();
    let outcome = folder.run("check --baseline /dev/zero --candidate whole.json");
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains("more than"), "{}", outcome.stderr);
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

#[test]
fn report_is_verified_against_its_versions() {
    let takes = |kind: &str| {
        let args = format!(
            r#"{{"type": "object", "value": {{"a": {{"fieldType": {{"type": "{kind}"}}, "optional": false}}}}}}"#
        );
        format!(r#"{{"functions": [{{"identifier": "a:f", "functionType": "Query", "args": {args}}}]}}"#)
    };
    let folder = Folder::new(&[("old.json", &takes("string")), ("new.json", &takes("bigint"))]);
    let check = folder.run("check --baseline old.json --candidate new.json --format json --output report.json");
    assert_eq!(check.code, 1, "{}", check.stderr);
    let outcome = folder.run("verify report.json --baseline old.json --candidate new.json");
    assert_eq!(outcome.code, 0, "{}", outcome.stdout);
    assert!(outcome.stdout.ends_with(" confirmed, 0 refuted, 0 without a witness\n"), "{}", outcome.stdout);
    let outcome = folder.run("verify report.json --baseline new.json --candidate new.json");
    assert_eq!(outcome.code, 1, "{}", outcome.stdout);
    assert!(outcome.stdout.contains("the baseline does not accept the witness"), "{}", outcome.stdout);
    let outcome = folder.run("verify old.json --baseline old.json --candidate new.json");
    assert_eq!(outcome.code, 2, "{}", outcome.stderr);
}

#[test]
fn report_about_an_earlier_version_is_verified_with_it() {
    let app = |fields: &str| {
        format!(
            r#"[{{"identifier": "a:f", "functionType": "Query", "args": {{"type": "object", "value": {{{fields}}}}}}}]"#
        )
    };
    let id = r#""id": {"fieldType": {"type": "string"}, "optional": true}"#;
    let folder = Folder::new(&[("live.json", &app("")), ("earlier.json", &app(id))]);
    folder.run(
        "check --baseline live.json --earlier earlier.json --candidate live.json --format json --output report.json",
    );
    let outcome = folder.run("verify report.json --baseline live.json --earlier earlier.json --candidate live.json");
    assert_eq!((outcome.code, outcome.stdout.as_str()), (0, "1 confirmed, 0 refuted, 0 without a witness\n"));
    let outcome = folder.run("verify report.json --baseline live.json --earlier live.json --candidate live.json");
    assert_eq!(outcome.code, 1, "{}", outcome.stdout);
}
