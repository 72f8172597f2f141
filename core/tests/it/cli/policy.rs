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
