//! The commands over a server: `check --live`, `deploy`, `releases`, `rollback` and `promote`.

use std::path::Path;

use convex_ops::artifact::Artifact;
use serde_json::{Value, json};

use super::apps::{field, function, tasks};
use super::project::Project;
use super::setup::Setup;

fn optional(kind: &str) -> Value {
    json!({ "fieldType": { "type": kind }, "optional": true })
}

fn version(fields: &Value) -> Artifact {
    tasks(fields, &[("add", function("Mutation", &json!({ "text": field("string") })))])
}

fn first() -> Artifact {
    version(&json!({ "text": field("string") }))
}

fn second() -> Artifact {
    version(&json!({ "text": field("string"), "done": optional("boolean") }))
}

fn refused() -> Artifact {
    version(&json!({ "text": field("number") }))
}

#[tokio::test(flavor = "multi_thread")]
async fn check_of_a_live_deployment_needs_a_key_alone() {
    let setup = Setup::new("prod");
    setup.push(&first()).await;
    setup.import("tasks", &[json!({ "text": "private text" })]).await;
    setup.schedule("tasks.js:gone", &json!({}));
    let project = Project::new(&setup);
    project.write("same.json", &first());
    project.write("refused.json", &refused());
    let before = setup.state();
    let viewer = setup.key_for(&["deployment:data:view"]);
    let before_viewer = setup.state();
    assert_ne!(before, before_viewer);
    let key = [("CONVEX_DEPLOY_KEY", viewer.as_str())];
    let found = project.run_with("check --live --candidate refused.json --format json", &key);
    assert_eq!(found.code, 1, "{}", found.stderr);
    let report: Value = serde_json::from_str(&found.stdout).unwrap();
    let rules: Vec<_> = report["findings"].as_array().unwrap().iter().map(|finding| finding["rule"].clone()).collect();
    assert!(
        rules.contains(&json!("document-mismatch")) && rules.contains(&json!("scheduled-target-missing")),
        "{rules:?}"
    );
    let not_checked = report["notChecked"].to_string();
    assert!(not_checked.contains("environment variables") && not_checked.contains("read by pages"), "{not_checked}");
    assert!(!found.stdout.contains("private text"));

    let without = project.run_with("check --live --data none --candidate same.json --format json", &key);
    let report: Value = serde_json::from_str(&without.stdout).unwrap();
    assert!(report["notChecked"].to_string().contains("stored documents"), "{}", without.stdout);
    assert_eq!(project.run_with("plan --live --candidate refused.json", &key).code, 0);
    assert_eq!(setup.state(), before_viewer);
}

#[tokio::test(flavor = "multi_thread")]
async fn deployment_is_chosen_by_flags_and_files() {
    let setup = Setup::new("prod");
    setup.push(&first()).await;
    let project = Project::new(&setup);
    project.write("same.json", &first());
    let check = "check --live --candidate same.json --quiet";
    let none = project.run_with(check, &[]);
    assert_eq!(none.code, 2);
    assert!(none.stderr.contains("no deployment selected"), "{}", none.stderr);
    let url = format!("{check} --url {} --admin-key {}", setup.url, setup.key);
    assert_eq!(project.run_with(&url, &[]).code, 0);
    let token = setup.serving.token();
    let named = format!("{check} --deployment {}", setup.name);
    assert_eq!(project.run_with(&named, &[("CONVEX_ACCESS_TOKEN", &token)]).code, 0);
    std::fs::write(project.folder.path().join(".env.local"), format!("CONVEX_DEPLOYMENT=prod:{}\n", setup.name))
        .unwrap();
    assert_eq!(project.run_with(check, &[("CONVEX_ACCESS_TOKEN", &token)]).code, 0);
    let no_token = project.run_with(check, &[]);
    assert_eq!(no_token.code, 2);
    assert!(no_token.stderr.contains("no credential"), "{}", no_token.stderr);
    let no_live = project.run("check --baseline same.json --candidate same.json --prod");
    assert!(no_live.stderr.contains("without `--live`"), "{}", no_live.stderr);
}

#[tokio::test(flavor = "multi_thread")]
async fn deploy_is_gated_verified_and_remembered() {
    let setup = Setup::new("prod");
    let project = Project::new(&setup);
    project.write("first.json", &first());
    project.write("second.json", &second());
    project.write("refused.json", &refused());
    let dry = project.ok("deploy first.json --dry-run");
    assert!(dry.stderr.contains("dry run: nothing was changed"), "{}", dry.stderr);
    let deployed = project.ok("deploy first.json --message first");
    assert_eq!(deployed.stdout, format!("deployed release 1 to {} ({})\n", setup.name, setup.url));
    assert!(deployed.stderr.contains("chosen by CONVEX_DEPLOY_KEY"), "{}", deployed.stderr);
    assert!(deployed.stderr.contains("pushed 1 module, 0 unchanged\n"), "{}", deployed.stderr);
    assert_eq!(project.ok("deploy second.json --print-url --quiet").stdout, format!("{}\n", setup.url));
    setup.import("tasks", &[json!({ "text": "a" })]).await;

    let before = setup.state();
    let refused = project.run("deploy refused.json");
    assert_eq!(refused.code, 1, "{}{}", refused.stdout, refused.stderr);
    assert!(refused.stdout.contains("document-mismatch"), "{}", refused.stdout);
    assert!(
        refused.stderr.contains("refused: nothing was changed") && refused.stderr.contains("next: step 1"),
        "{}",
        refused.stderr
    );
    assert_eq!(setup.state(), before);

    let events = project.ok("deploy second.json --json");
    let events: Vec<Value> = events.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(events[0]["chosenBy"], "CONVEX_DEPLOY_KEY");
    assert_eq!(events.last().unwrap()["release"]["number"], 3);

    let listed = project.ok("releases");
    assert_eq!(listed.stdout.lines().count(), 3, "{}", listed.stdout);
    let shown: Value = serde_json::from_str(&project.ok("releases show 1 --json").stdout).unwrap();
    assert_eq!((&shown["state"], &shown["message"]), (&json!("live"), &json!("first")));
    assert_eq!(project.run("releases show 9").code, 2);

    let unconfirmed = project.run("rollback --to 1");
    assert_eq!(unconfirmed.code, 2);
    assert!(unconfirmed.stderr.contains(&format!("--confirm {}", setup.name)), "{}", unconfirmed.stderr);
    let back = project.ok(&format!("rollback --to 1 --confirm {}", setup.name));
    assert!(back.stdout.starts_with("deployed release 4 "), "{}", back.stdout);
}

#[tokio::test(flavor = "multi_thread")]
async fn production_by_default_needs_its_name() {
    let setup = Setup::new("prod");
    let project = Project::new(&setup);
    project.write("first.json", &first());
    std::fs::write(project.folder.path().join(".env.local"), format!("CONVEX_DEPLOYMENT=dev:{}\n", setup.name))
        .unwrap();
    let token = setup.serving.token();
    let token = [("CONVEX_ACCESS_TOKEN", token.as_str())];
    let before = setup.state();
    let refused = project.run_with("deploy first.json", &token);
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("without confirmation"), "{}", refused.stderr);
    let other = project.run_with("deploy first.json --confirm other-name-1", &token);
    assert!(other.stderr.contains("confirmed as `other-name-1`"), "{}", other.stderr);
    assert_eq!(setup.state(), before);
    let deployed = project.run_with(&format!("deploy first.json --confirm {}", setup.name), &token);
    assert_eq!(deployed.code, 0, "{}", deployed.stderr);
    // The full name is explicit by itself.
    let named = project.run_with(&format!("deploy first.json --deployment {}", setup.name), &token);
    assert_eq!(named.code, 0, "{}", named.stderr);
}

#[tokio::test(flavor = "multi_thread")]
async fn release_is_promoted_from_another_folder() {
    let setup = Setup::new("prod");
    let made = setup.serving.ok("POST", "/v1/teams/1/create_project", &json!({ "projectName": "Staging" }));
    let path = format!("/v1/projects/{}/create_deployment", made["id"]);
    let staging = setup.serving.ok("POST", &path, &json!({ "type": "dev" }))["name"].as_str().unwrap().to_owned();
    let store = tempfile::tempdir().unwrap();
    let token = setup.serving.token();
    let variables =
        |store: &Path| [("CONVEX_ACCESS_TOKEN", token.clone()), ("CONVEX_OPS_RELEASES", store.display().to_string())];
    let run = |project: &Project<'_>, line: &str| {
        let variables = variables(store.path());
        let variables: Vec<(&str, &str)> = variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
        project.run_with(line, &variables)
    };
    let project = Project::new(&setup);
    project.write("first.json", &first());
    let deployed = run(&project, &format!("deploy first.json --deployment {staging}"));
    assert_eq!(deployed.code, 0, "{}", deployed.stderr);

    let elsewhere = Project::new(&setup);
    let promoted = run(&elsewhere, &format!("promote --from {staging} --to {}", setup.name));
    assert_eq!(promoted.code, 0, "{}", promoted.stderr);
    assert_eq!(promoted.stdout, format!("deployed release 1 to {} ({})\n", setup.name, setup.url));
    let missing = run(&elsewhere, &format!("promote --from {staging} --release 7 --to {}", setup.name));
    assert!(missing.stderr.contains("release 7"), "{}", missing.stderr);
    // `--prod` of `check` reads what is live now.
    let live = run(&elsewhere, &format!("check --live --deployment {} --candidate first.json", setup.name));
    assert_eq!(live.code, 2, "the artifact is in the other folder");
}
