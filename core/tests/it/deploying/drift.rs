//! Drift: what is live, compared with the latest release.

use convex_ops::ErrorKind;
use convex_ops::release::{Deploying, DriftChange, DriftedPart, ReleaseStore};
use serde_json::json;

use super::apps::{field, function, tasks, whole};
use super::setup::Setup;

fn other() -> convex_ops::artifact::Artifact {
    let add = function("Mutation", &json!({ "text": field("string"), "done": field("boolean") }));
    let functions = [("add", add), ("list", function("Query", &json!({})))];
    tasks(&json!({ "text": field("string"), "done": field("boolean") }), &functions)
}

#[tokio::test(flavor = "multi_thread")]
async fn differences_since_the_latest_release_are_named() {
    let (setup, folder) = (Setup::new("prod"), tempfile::tempdir().unwrap());
    let store = ReleaseStore::folder(folder.path());
    let missing = store.drift(setup.target().handle()).await.unwrap_err();
    assert_eq!((missing.kind(), missing.code()), (ErrorKind::NotFound, Some("ReleaseNotFound")));
    setup.target().deploy(whole()).store(store.clone()).await.unwrap();
    let before = setup.state();
    let none = store.drift(setup.target().handle()).await.unwrap();
    assert_eq!((none.release, none.differences.len(), none.not_compared.len()), (1, 0, 0), "{none:?}");
    assert_eq!(setup.state(), before);

    // Another tool pushes.
    setup.push(&other()).await;
    setup.target().confirm(&setup.name).environment().set("SITE_URL", "https://a.example").await.unwrap();
    let drift = store.drift(setup.target().handle()).await.unwrap();
    let module = |path: &str, change| DriftedPart::Module { path: path.to_owned(), change };
    let named = |name: &str, change| DriftedPart::Function {
        component: String::new(),
        name: format!("tasks.js:{name}"),
        change,
    };
    for expected in [
        module("tasks.js", DriftChange::Changed),
        module("crons.js", DriftChange::Removed),
        DriftedPart::Component { path: "counter".to_owned(), change: DriftChange::Removed },
        DriftedPart::Schema { component: String::new() },
        named("add", DriftChange::Changed),
        named("wipe", DriftChange::Removed),
        named("list", DriftChange::Added),
        DriftedPart::Routes { component: String::new() },
        DriftedPart::Crons { component: String::new() },
        DriftedPart::EnvironmentVariable { name: "SITE_URL".to_owned(), change: DriftChange::Added },
    ] {
        assert!(drift.differences.contains(&expected), "{expected:?} of {:?}", drift.differences);
    }
    assert!(!format!("{drift:?}").contains("a.example"));
}

#[cfg(feature = "cli")]
#[tokio::test(flavor = "multi_thread")]
async fn command_reports_drift() {
    let setup = Setup::new("prod");
    let project = super::project::Project::new(&setup);
    project.write("app.json", &whole());
    assert_eq!(project.run("drift").code, 2);
    project.ok("deploy app.json");
    let same = project.ok("drift");
    assert_eq!(same.stdout, format!("release 1 is live on {}\n", setup.name));
    // A key that can only read compares what it may read, and says so.
    let viewer = setup.key_for(&["deployment:data:view"]);
    let viewed = project.run_with("drift", &[("CONVEX_DEPLOY_KEY", &viewer)]);
    assert!(viewed.code == 0 && viewed.stdout.contains("not compared: hashes of modules"), "{viewed:?}");
    assert!(viewed.stdout.contains("not compared: environment variables"), "{viewed:?}");
    setup.push(&other()).await;
    let changed = project.run("drift");
    assert_eq!(changed.code, 1, "{changed:?}");
    assert!(changed.stdout.contains("  module tasks.js changed\n"), "{}", changed.stdout);
    let data: serde_json::Value = serde_json::from_str(&project.run("drift --json").stdout).unwrap();
    assert_eq!((&data["release"], &data["deployment"]), (&json!(1), &json!(setup.name)));
    assert!(data["differences"].as_array().unwrap().contains(&json!({ "part": "schema", "component": "" })));
}
