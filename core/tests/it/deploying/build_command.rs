//! `deploy --cmd`: a command that runs before the deploy.

use serde_json::json;

use super::apps::{field, function, tasks};
use super::project::{Outcome, Project};
use super::setup::Setup;

const VITE: &str = r#"{ "dependencies": { "react": "19" }, "devDependencies": { "vite": "7" } }"#;

fn app() -> convex_ops::artifact::Artifact {
    tasks(&json!({ "text": field("string") }), &[("list", function("Query", &json!({})))])
}

fn project(setup: &Setup) -> Project<'_> {
    let project = Project::new(setup);
    project.write("built.json", &app());
    std::fs::write(project.folder.path().join("package.json"), VITE).unwrap();
    project
}

/// Deploys `app.json`, which a command may build, with a key.
fn deploy(project: &Project<'_>, key: &str, words: &[&str]) -> Outcome {
    project.run_words(&[&["deploy", "app.json"][..], words].concat(), &[("CONVEX_DEPLOY_KEY", key)])
}

#[tokio::test(flavor = "multi_thread")]
async fn command_runs_first_with_the_urls_of_the_deployment() {
    let setup = Setup::new("prod");
    let project = project(&setup);
    let build = r#"cp built.json app.json && echo "$VITE_CONVEX_URL $VITE_CONVEX_SITE_URL" > urls && echo built"#;
    let deployed = deploy(&project, &setup.key, &["--cmd", build]);
    assert_eq!(deployed.code, 0, "{deployed:?}");
    assert!(deployed.stdout.starts_with("built\ndeployed release 1 "), "{deployed:?}");
    let urls = std::fs::read_to_string(project.folder.path().join("urls")).unwrap();
    let (cloud, site) = urls.trim().split_once(' ').unwrap();
    assert_eq!(cloud, setup.url);
    assert!(site.starts_with("http") && site != cloud, "{site}");
    assert!(deployed.stderr.contains("with VITE_CONVEX_URL and VITE_CONVEX_SITE_URL"), "{}", deployed.stderr);

    // Programs read standard output alone.
    let named = ["--cmd-url-env-var-name", "MY_URL", "--cmd", "echo $MY_URL; test -z $VITE_CONVEX_URL", "--print-url"];
    let printed = deploy(&project, &setup.key, &named);
    assert_eq!((printed.code, printed.stdout), (0, format!("{}\n", setup.url)), "{}", printed.stderr);
    assert!(printed.stderr.contains(&format!("{}\n", setup.url)), "{}", printed.stderr);
    let events = deploy(&project, &setup.key, &["--cmd", "echo text", "--json"]);
    let lines: Vec<serde_json::Value> = events.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[1]["event"], "ran");
}

#[tokio::test(flavor = "multi_thread")]
async fn failing_command_stops_the_deploy() {
    let setup = Setup::new("prod");
    let project = project(&setup);
    let before = setup.state();
    for (build, reason) in [
        ("cp built.json app.json; exit 3", "`cp built.json app.json; exit 3` failed with exit status: 3"),
        ("kill -9 $$", "signal: 9"),
        ("no-such-program-here", "exit status: 127"),
    ] {
        let failed = deploy(&project, &setup.key, &["--cmd", build]);
        assert_eq!(failed.code, 2, "{failed:?}");
        assert!(failed.stderr.contains(reason) && failed.stderr.contains("nothing was changed"), "{failed:?}");
    }
    assert_eq!(setup.state(), before);
    assert_eq!(project.ok("releases").stdout, "");
    let unnamed = deploy(&project, &setup.key, &["--cmd", "true", "--cmd-url-env-var-name", "A=B"]);
    assert!(unnamed.stderr.contains("invalid name of an environment variable"), "{unnamed:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn dry_run_names_the_command_and_does_not_run_it() {
    let setup = Setup::new("prod");
    let project = project(&setup);
    project.write("app.json", &app());
    let dry = deploy(&project, &setup.key, &["--cmd", "touch ran", "--dry-run"]);
    assert_eq!(dry.code, 0, "{dry:?}");
    assert!(dry.stderr.contains("would run `touch ran` with VITE_CONVEX_URL"), "{}", dry.stderr);
    assert!(!project.folder.path().join("ran").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn key_without_the_right_to_deploy_runs_no_command() {
    let setup = Setup::new("prod");
    let project = project(&setup);
    project.write("app.json", &app());
    let viewer = setup.key_for(&["deployment:data:view"]);
    let refused = deploy(&project, &viewer, &["--cmd", "touch ran"]);
    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(
        refused.stderr.contains("cannot deploy: the key or token does not allow `deployment:deploy`"),
        "{refused:?}"
    );
    let pusher = setup.key_for(&["deployment:deploy", "deployment:env:view"]);
    let refused = deploy(&project, &pusher, &["--cmd", "touch ran"]);
    assert!(refused.stderr.contains("does not allow `deployment:data:view`"), "{refused:?}");
    assert!(!project.folder.path().join("ran").exists());
}
