//! Releases as baselines of a check.

use convex_ops::artifact::Artifact;
use convex_ops::release::{ReleaseState, ReleaseStore};
use serde_json::{Value, json};

use super::apps::{field, function, tasks};
use super::project::{Outcome, Project};
use super::setup::Setup;

/// An app with these queries.
fn app(queries: &[&str]) -> Artifact {
    let queries: Vec<_> = queries.iter().map(|name| (*name, function("Query", &json!({})))).collect();
    tasks(&json!({ "text": field("string") }), &queries)
}

/// A project with three releases: `old` is in the first, `middle` in the second.
async fn released(setup: &Setup) -> Project<'_> {
    let project = Project::new(setup);
    let versions: [(&str, &[&str]); 3] = [
        ("one.json", &["list", "old"]),
        ("two.json", &["list", "middle"]),
        ("three.json", &["list", "middle", "fresh"]),
    ];
    for (name, queries) in versions {
        project.write(name, &app(queries));
        project.ok(&format!("deploy {name} --fail-on none"));
    }
    project.write("next.json", &app(&["list", "fresh"]));
    project
}

/// The functions that a report names as removed, with the release that had them.
fn removed(outcome: &Outcome) -> Vec<(String, String)> {
    let report: Value = serde_json::from_str(&outcome.stdout).unwrap_or_else(|_| panic!("{outcome:?}"));
    let findings = report["findings"].as_array().unwrap().iter();
    let removed = findings.filter(|finding| finding["rule"] == "function-removed");
    let mut removed: Vec<_> = removed.map(|finding| (finding["subject"].to_string(), finding.to_string())).collect();
    removed.sort();
    removed
}

#[tokio::test(flavor = "multi_thread")]
async fn release_is_a_baseline_by_its_number() {
    let setup = Setup::new("prod");
    let project = released(&setup).await;
    let check =
        |baseline: &str| project.run(&format!("check --baseline {baseline} --candidate next.json --format json"));
    let first = removed(&check("release:1"));
    assert_eq!(first.len(), 1, "{first:?}");
    assert!(first[0].0.contains("old"), "{first:?}");
    let third = removed(&check(&format!("release:{}:3", setup.name)));
    assert!(third.len() == 1 && third[0].0.contains("middle"), "{third:?}");
    assert_eq!(project.run("check --baseline release:3 --candidate three.json").code, 0);
    assert_eq!(project.run("plan --baseline release:3 --candidate three.json").code, 0);

    for (baseline, reason) in [
        ("release:9", "release 9"),
        ("release:x", "invalid number of a release: `release:x`"),
        ("release:other-name-1:1", "not found"),
        ("clients:90", "invalid number of days: `clients:90`"),
        ("clients:other-name-1:90d", "no release of `other-name-1`"),
    ] {
        let refused = check(baseline);
        assert!(refused.code == 2 && refused.stderr.contains(reason), "{baseline}: {refused:?}");
    }
    let elsewhere = project.run("check --baseline release:1 --candidate next.json --releases elsewhere");
    assert!(elsewhere.code == 2 && elsewhere.stderr.contains("has no releases"), "{elsewhere:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn all_releases_in_the_window_are_baselines() {
    let setup = Setup::new("prod");
    let project = released(&setup).await;
    let check = |inputs: &str| project.run(&format!("check {inputs} --candidate next.json --format json"));
    let found = removed(&check("--baseline clients:90d"));
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].0.contains("middle") && found[1].0.contains("old"), "{found:?}");
    assert!(found[1].1.contains(&format!("release 1 of {}", setup.name)), "{found:?}");
    let live = removed(&check("--live --data none --earlier clients:90d"));
    assert_eq!(live.len(), 2, "{live:?}");
    let plan = project.run("plan --baseline clients:90d --candidate next.json");
    assert!(plan.code == 2 && plan.stderr.contains("cannot plan from 3 releases"), "{plan:?}");

    // Clients of the first release are gone once the second became live before the window.
    let store = ReleaseStore::folder(project.folder.path().join(".convex-ops/releases"));
    let days_ago = |number: u32, days: i64| {
        let mut release = serde_json::to_value(store.get(&setup.name, number).unwrap()).unwrap();
        let time = release["deployed"].as_i64().unwrap() - days * 86_400_000;
        release["deployed"] = json!(time);
        let path = project.folder.path().join(format!(".convex-ops/releases/entries/{}/{number:06}.json", setup.name));
        std::fs::write(path, release.to_string()).unwrap();
    };
    days_ago(1, 200);
    days_ago(2, 89);
    assert_eq!(removed(&check("--baseline clients:90d")).len(), 2, "the first was live until 89 days ago");
    days_ago(2, 2);
    let found = removed(&check("--baseline clients:90d"));
    assert!(found.len() == 1 && found[0].0.contains("middle"), "{found:?}");
    assert_eq!(removed(&check("--baseline clients:400d")).len(), 2);

    // A deploy without a known end may have been live.
    let path = project.folder.path().join(format!(".convex-ops/releases/entries/{}/000001.json", setup.name));
    let mut first = store.get(&setup.name, 1).unwrap();
    first.state = ReleaseState::Started;
    first.deployed = None;
    std::fs::write(&path, serde_json::to_string(&first).unwrap()).unwrap();
    assert_eq!(removed(&check("--baseline clients:400d")).len(), 2);
    first.state = ReleaseState::Failed;
    std::fs::write(path, serde_json::to_string(&first).unwrap()).unwrap();
    assert_eq!(removed(&check("--baseline clients:400d")).len(), 1);
}
