//! Deploys to previews of branches.

use serde_json::{Value, json};

use super::apps::{field, function, tasks};
use super::project::{Outcome, Project};
use super::setup::Setup;

/// A project with a preview deploy key.
struct Branches<'a> {
    project: Project<'a>,
    key: String,
}

impl<'a> Branches<'a> {
    fn new(setup: &'a Setup) -> Self {
        let project = Project::new(setup);
        let functions = [("list", function("Query", &json!({}))), ("seed", function("Mutation", &json!({})))];
        project.write("app.json", &tasks(&json!({ "text": field("string") }), &functions));
        let id = setup.serving.ok("GET", &format!("/v1/deployments/{}", setup.name), &json!({}))["projectId"].clone();
        let path = format!("/v1/projects/{id}/create_preview_deploy_key");
        let key = setup.serving.ok("POST", &path, &json!({ "name": "ci" }))["previewDeployKey"].clone();
        Self { project, key: key.as_str().unwrap().to_owned() }
    }

    fn deploy(&self, line: &str) -> Outcome {
        self.deploy_in(line, &[])
    }

    fn deploy_in(&self, line: &str, variables: &[(&str, &str)]) -> Outcome {
        let variables = [&[("CONVEX_DEPLOY_KEY", self.key.as_str())][..], variables].concat();
        self.project.run_with(&format!("deploy app.json {line}"), &variables)
    }

    /// Deploys, and returns the name of the preview.
    fn name(&self, line: &str, variables: &[(&str, &str)]) -> String {
        let deployed = self.deploy_in(&format!("{line} --json"), variables);
        assert_eq!(deployed.code, 0, "{deployed:?}");
        let last: Value = serde_json::from_str(deployed.stdout.lines().last().unwrap()).unwrap();
        assert_eq!(last["release"]["type"], "preview", "{last}");
        last["deployment"].as_str().unwrap().to_owned()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn preview_is_reused_or_created_newly() {
    let setup = Setup::new("prod");
    let branches = Branches::new(&setup);
    let first = branches.name("--preview-name feature/a", &[]);
    assert_ne!(first, setup.name);
    assert_eq!(branches.name("--preview feature/a", &[]), first);
    let again = branches.name("--preview-create feature/a", &[]);
    assert_ne!(again, first);
    assert_eq!(branches.name("--preview-name feature/a", &[]), again);
    assert_ne!(branches.name("--preview-name feature/b", &[]), again);
}

#[tokio::test(flavor = "multi_thread")]
async fn branch_of_the_build_names_the_preview() {
    let setup = Setup::new("prod");
    let branches = Branches::new(&setup);
    let named = branches.name("--preview-name feature/a", &[]);
    for variables in [
        [("VERCEL", "1"), ("VERCEL_GIT_COMMIT_REF", "feature/a")],
        [("NETLIFY", "true"), ("HEAD", "feature/a")],
        [("CI", "true"), ("GITHUB_HEAD_REF", "feature/a")],
    ] {
        assert_eq!(branches.name("", &variables), named, "{variables:?}");
    }
    // Without CI, the branch is not known.
    let unnamed = branches.deploy_in("", &[("GITHUB_HEAD_REF", "feature/a")]);
    assert_eq!(unnamed.code, 2);
    assert!(unnamed.stderr.contains("--preview-name"), "{}", unnamed.stderr);
}

#[tokio::test(flavor = "multi_thread")]
async fn creation_needs_a_preview_deploy_key_and_one_name() {
    let setup = Setup::new("prod");
    let branches = Branches::new(&setup);
    let before = setup.state();
    let refused = branches.project.run("deploy app.json --preview-create feature/a");
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("cannot create a preview without a preview deploy key"), "{}", refused.stderr);
    let both = branches.deploy("--preview-create a --preview-name b");
    assert!(both.code == 2 && both.stderr.contains("cannot be used with"), "{both:?}");
    assert_eq!(setup.state(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn dry_run_creates_no_preview() {
    let setup = Setup::new("prod");
    let branches = Branches::new(&setup);
    let before = setup.state();
    let dry = branches.deploy("--preview-name feature/a --preview-run tasks:seed --dry-run");
    assert_eq!(dry.code, 0, "{dry:?}");
    assert!(dry.stderr.contains("would create preview `feature/a`"), "{}", dry.stderr);
    assert!(dry.stderr.contains("would run `tasks:seed`"), "{}", dry.stderr);
    assert_eq!(setup.state(), before);

    // An existing one is checked, and one that would be replaced is not.
    branches.name("--preview-name feature/a", &[]);
    let before = setup.state();
    let existing = branches.deploy("--preview-name feature/a --dry-run");
    assert_eq!(existing.code, 0, "{existing:?}");
    assert!(existing.stderr.contains("the gate: "), "{}", existing.stderr);
    let replaced = branches.deploy("--preview-create feature/a --dry-run");
    assert!(replaced.stderr.contains("would create preview `feature/a`"), "{}", replaced.stderr);
    assert_eq!(setup.state(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn function_runs_on_a_new_preview_alone() {
    let setup = Setup::new("prod");
    let branches = Branches::new(&setup);
    // This server runs no functions of apps, and says so.
    let failed = branches.deploy("--preview-name feature/a --preview-run tasks:seed");
    assert_eq!(failed.code, 2, "{failed:?}");
    assert!(failed.stdout.starts_with("deployed release 1 "), "{}", failed.stdout);
    assert!(failed.stderr.contains("cannot run `tasks:seed` on the new preview"), "{}", failed.stderr);
    assert!(failed.stderr.contains("the app itself is deployed"), "{}", failed.stderr);
    let missing = branches.deploy("--preview-name feature/b --preview-run tasks:gone");
    assert!(missing.code == 2 && missing.stderr.contains("Could not find"), "{}", missing.stderr);

    let reused = branches.deploy("--preview-name feature/a --preview-run tasks:seed");
    assert_eq!(reused.code, 0, "{reused:?}");
    assert!(reused.stderr.contains("did not run `tasks:seed`"), "{}", reused.stderr);
    let production = branches.project.run("deploy app.json --preview-run tasks:seed");
    assert_eq!(production.code, 0, "{production:?}");
}
