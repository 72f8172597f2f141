//! `convex-ops.toml`.

use super::*;
use convex_ops::compat::report::Report;

const CHECK: &str = "check --baseline baseline.json --candidate breaking.json --format json";

fn fingerprint(folder: &Folder) -> String {
    let report: Report = serde_json::from_str(&folder.run(CHECK).stdout).unwrap();
    report.findings[0].fingerprint.clone()
}

fn write(folder: &Folder, policy: &str) {
    std::fs::write(folder.path("convex-ops.toml"), policy).unwrap();
}

#[test]
fn accepted_finding_passes_until_expiry() {
    let folder = folder();
    let fingerprint = fingerprint(&folder);
    write(&folder, &format!("[[accept]]\nfingerprint = \"{fingerprint}\"\nreason = \"known\"\nexpires = 2026-01-31"));
    let on = |time: &str| folder.run(&format!("{CHECK} --now {time}"));
    let outcome = on("2026-01-31T23:59:59Z");
    assert_eq!(outcome.code, 0, "{}", outcome.stdout);
    assert!(outcome.stdout.contains("\"reason\": \"known\""), "{}", outcome.stdout);
    assert_eq!(on("2026-02-01T00:00:00Z").code, 1);
    write(&folder, "[[accept]]\nfingerprint = \"0000000000000000\"\nreason = \"another\"");
    assert_eq!(folder.run(CHECK).code, 1);
}

#[test]
fn policy_changes_levels() {
    let folder = folder();
    write(&folder, "[levels]\nfunction-removed = \"risky\"");
    assert_eq!(folder.run(CHECK).code, 0);
    assert_eq!(folder.run(&format!("{CHECK} --fail-on risky")).code, 1);
}

#[test]
fn policy_is_discovered_or_named_and_validated() {
    let folder = folder();
    write(&folder, "[levels]\nfunction-remvoed = \"risky\"");
    let outcome = folder.run(CHECK);
    assert_eq!(outcome.code, 2);
    assert!(
        outcome.stderr.starts_with("error: convex-ops.toml: unknown rule `function-remvoed`"),
        "{}",
        outcome.stderr
    );
    assert!(outcome.stderr.contains("did you mean `function-removed`?"), "{}", outcome.stderr);
    std::fs::write(folder.path("other.toml"), "").unwrap();
    assert_eq!(folder.run(&format!("{CHECK} --policy other.toml")).code, 1);
    assert_eq!(folder.run(&format!("{CHECK} --policy none.toml")).code, 2);
}

#[test]
fn place_and_rule_patterns_change_levels() {
    let folder = folder();
    let with = |policy: &str| {
        write(&folder, policy);
        folder.run(CHECK).code
    };
    assert_eq!(with("[[override]]\nfunction = \"messages:*\"\nlevel = \"info\""), 0);
    assert_eq!(with("[[override]]\nrule = \"function-*\"\nlevel = \"info\""), 0);
    assert_eq!(with("[[override]]\nrule = \"table-*\"\nlevel = \"info\""), 1);
    assert_eq!(with("[[override]]\nfile = \"convex/**\"\nlevel = \"info\""), 1, "surfaces have no files");
    let both = "[[override]]\nfunction = \"messages:*\"\nlevel = \"info\"\n[[override]]\nlevel = \"breaking\"";
    assert_eq!(with(both), 1, "the last one counts");
    write(&folder, "[[override]]\nrule = \"function-remvoed\"\nlevel = \"info\"");
    let outcome = folder.run(CHECK);
    assert!(outcome.stderr.contains("did you mean `function-removed`?"), "{}", outcome.stderr);
}

#[test]
fn entries_without_effect_are_reported() {
    let folder = folder();
    write(
        &folder,
        "[[accept]]\nfingerprint = \"0000000000000000\"\nreason = \"gone\"\n\
         [[override]]\ntable = \"orders\"\nlevel = \"info\"\n[[sunset]]\nfunction = \"mesages:list\"\ndate = 2026-01-01",
    );
    let report: Report = serde_json::from_str(&folder.run(CHECK).stdout).unwrap();
    let found: Vec<&str> = report.unused_policy.iter().map(|unused| unused.entry.as_str()).collect();
    assert_eq!(found, ["accept[0]", "override[0]", "sunset[0]"]);
    for format in ["text", "markdown", "html", "github", "junit", "sarif"] {
        let shown = folder.run(&CHECK.replace("--format json", &format!("--format {format}")));
        assert!(shown.stdout.contains("no finding has the fingerprint"), "{format}: {}", shown.stdout);
    }
}

#[test]
fn sunset_allows_removal_from_its_day() {
    let folder = folder();
    write(&folder, "[[sunset]]\nfunction = \"messages:send\"\ndate = 2026-03-01");
    let on = |time: &str| folder.run(&format!("{CHECK} --now {time}"));
    let early = on("2026-02-27T12:00:00Z");
    assert_eq!(early.code, 1);
    assert!(early.stdout.contains("its sunset is 2026-03-01, in 2 days"), "{}", early.stdout);
    let due = on("2026-03-01T00:00:00Z");
    assert_eq!(due.code, 0, "{}", due.stdout);
    assert!(due.stdout.contains("its sunset was 2026-03-01"), "{}", due.stdout);
}

#[test]
fn new_field_breaks_strict_decoders_only() {
    let field = r#""a": {"fieldType": {"type": "string"}, "optional": false}"#;
    let returning = |fields: &str| {
        format!(
            r#"{{"functions": [{{"identifier": "mobile.js:list", "functionType": "Query", "visibility": {{"kind": "public"}},
                "args": {{"type": "object", "value": {{}}}}, "returns": {{"type": "object", "value": {{{fields}}}}}}}]}}"#
        )
    };
    let after = returning(&format!("{field}, {}", field.replace("\"a\"", "\"b\"")));
    let folder = Folder::new(&[("baseline.json", &returning(field)), ("breaking.json", &after)]);
    assert_eq!(folder.run(CHECK).code, 0);
    write(&folder, "strictDecoders = [\"web:*\"]");
    assert_eq!(folder.run(CHECK).code, 0);
    write(&folder, "strictDecoders = [\"mobile:*\"]");
    let outcome = folder.run(CHECK);
    assert_eq!(outcome.code, 1, "{}", outcome.stdout);
    assert!(outcome.stdout.contains("returns-field-added"), "{}", outcome.stdout);
}

#[test]
fn finding_is_accepted_by_command() {
    let folder = folder();
    let fingerprint = fingerprint(&folder);
    write(&folder, "# Ours.\n[levels]\ntable-removed = \"info\" # few tables\n");
    let outcome = folder.run(&format!("accept {fingerprint} --reason known --author Ada"));
    assert_eq!((outcome.code, outcome.stdout.as_str()), (0, ""), "{}", outcome.stderr);
    assert_eq!(folder.run(CHECK).code, 0);
    let text = std::fs::read_to_string(folder.path("convex-ops.toml")).unwrap();
    assert!(text.contains("# Ours.") && text.contains("# few tables"), "{text}");
    let outcome = folder.run("policy check");
    assert_eq!(outcome.stdout, "convex-ops.toml: 1 level, 1 accepted finding\n");
}

#[test]
fn expired_acceptance_fails_the_check_of_the_policy() {
    let folder = folder();
    write(&folder, "[[accept]]\nfingerprint = \"0000000000000000\"\nreason = \"x\"\nexpires = 2026-01-31");
    let outcome = folder.run("policy check --now 2026-02-01T00:00:00Z");
    assert_eq!(outcome.code, 1);
    assert!(outcome.stdout.contains("the acceptance of 0000000000000000 ended after 2026-01-31"), "{}", outcome.stdout);
    assert_eq!(folder.run("policy check --now 2026-01-31T00:00:00Z").code, 0);
    write(&folder, "[[acept]]");
    let outcome = folder.run("policy check");
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains("did you mean `accept`?"), "{}", outcome.stderr);
}

#[test]
fn quiet_days_need_logs_that_cover_them() {
    let folder = folder();
    write(&folder, "quietDays = 7");
    let event = |day: &str, path: &str| {
        let time = day.parse::<jiff::Timestamp>().unwrap().as_millisecond();
        format!(
            "{{\"topic\": \"function_execution\", \"timestamp\": {time}, \"run_reason\": \"webSocket\", \"function\": {{\"path\": \"{path}\"}}}}\n"
        )
    };
    let run = |events: &[String]| {
        std::fs::write(folder.path("logs.jsonl"), events.concat()).unwrap();
        folder.run(&format!("{CHECK} --usage logs.jsonl --now 2026-03-01T00:00:00Z"))
    };
    let (start, end) = (event("2026-02-20T00:00:00Z", "other:f"), event("2026-02-28T23:00:00Z", "other:f"));
    let quiet = run(&[start.clone(), end.clone()]);
    assert_eq!(quiet.code, 0, "{}", quiet.stdout);
    assert!(quiet.stdout.contains("no call in 8 days of logs"), "{}", quiet.stdout);
    let called = run(&[start.clone(), event("2026-02-27T00:00:00Z", "messages:send"), end.clone()]);
    assert_eq!(called.code, 1);
    assert!(called.stdout.contains("\"lastCall\": \"2026-02-27T00:00:00Z\""), "{}", called.stdout);
    assert_eq!(run(&[event("2026-02-26T00:00:00Z", "other:f"), end]).code, 1, "too short");
    assert_eq!(run(&[start]).code, 1, "too old");
    let none = run(&[]);
    assert_eq!(none.code, 1);
    assert!(none.stdout.contains("usage: the logs have no event"), "{}", none.stdout);
}

#[test]
fn earlier_versions_are_protected() {
    let folder = folder();
    let earlier = "[{\"identifier\": \"messages.js:old\", \"functionType\": \"Query\"}]";
    std::fs::write(folder.path("earlier.json"), earlier).unwrap();
    let check = "check --baseline baseline.json --candidate baseline.json --format json";
    assert_eq!(folder.run(check).code, 0);
    let outcome = folder.run(&format!("{check} --earlier earlier.json"));
    assert_eq!(outcome.code, 1, "{}", outcome.stdout);
    let report: Report = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(report.findings[0].baseline.as_deref(), Some("earlier.json"));
    assert!(report.rollback.is_empty());
}

#[cfg(feature = "eval")]
#[test]
fn recent_tags_are_earlier_versions() {
    let folder = folder();
    let git = |arguments: &[&str], date: &str| {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=Ada", "-c", "user.email=ada@example.com"]).args(arguments);
        command.current_dir(folder.path("")).env("GIT_COMMITTER_DATE", date).env("GIT_AUTHOR_DATE", date);
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    git(&["init", "--quiet"], "");
    for (tag, date) in [("old", "2026-01-01T00:00:00Z"), ("recent", "2026-02-20T00:00:00Z")] {
        git(&["commit", "--quiet", "--allow-empty", "--message", tag], date);
        git(&["tag", tag], date);
    }
    let check = "check --baseline baseline.json --candidate baseline.json --now 2026-03-01T00:00:00Z";
    let outcome = folder.run(&format!("{check} --earlier-tags 30"));
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    // The revision has no app.
    assert!(outcome.stdout.contains("the earlier version `recent`, which cannot be read: "), "{}", outcome.stdout);
    assert!(!outcome.stdout.contains("`old`"), "{}", outcome.stdout);
}
