//! Deploys that are killed at a step, or that meet another deploy.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};

use convex_ops::api::pushes::GetConfigHashes;
use convex_ops::artifact::Artifact;
use convex_ops::release::{ReleaseState, ReleaseStore};
use serde_json::{Value, json};

use super::apps::{field, function, tasks};
use super::project::Project;
use super::proxy::{At, Fault, Proxy};
use super::setup::Setup;
use crate::embedded::killed::{any_below, rounds};

const FILES: [&str; 2] = ["one.json", "two.json"];

/// Events of a deploy after which it is killed, in their order.
const EVENTS: [&str; 5] = ["announced", "checked", "pushed", "finished", "verified"];

fn version(name: &str) -> Artifact {
    tasks(
        &json!({ "text": field("string"), (name): { "fieldType": { "type": "string" }, "optional": true } }),
        &[("list", function("Query", &json!({}))), (name, function("Query", &json!({})))],
    )
}

/// A project with two versions that can follow each other.
struct Apps<'a> {
    project: Project<'a>,
    store: ReleaseStore,
}

impl<'a> Apps<'a> {
    fn new(setup: &'a Setup) -> Self {
        let project = Project::new(setup);
        for file in FILES {
            project.write(file, &version(file.strip_suffix(".json").unwrap()));
        }
        let store = ReleaseStore::folder(project.folder.path().join(".convex-ops/releases"));
        Self { project, store }
    }

    fn setup(&self) -> &Setup {
        self.project.setup
    }

    /// Starts a deploy to a URL, with its events on standard output.
    fn start(&self, file: &str, url: &str) -> Child {
        let words =
            ["deploy", file, "--json", "--fail-on", "none", "--url", url, "--admin-key", self.setup().key.as_str()];
        let mut command = self.project.command(&words, &[]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    /// Returns the file of the version that is live, read without a proxy.
    async fn live(&self) -> Option<&'static str> {
        let hashes = self.setup().connection().call(GetConfigHashes::default()).await.unwrap().module_hashes;
        let hash = &hashes.iter().find(|module| module.path == "tasks.js")?.hash;
        FILES.into_iter().find(|file| {
            let artifact = version(file.strip_suffix(".json").unwrap());
            artifact.app.modules.iter().any(|module| module.hash() == *hash)
        })
    }

    fn last(&self) -> u32 {
        self.store.list(&self.setup().name).unwrap().first().map_or(0, |release| release.number)
    }

    /// Compares the ledger with what is live after a killed deploy, and again after the next one, which finds out.
    async fn check(&self, file: &str, last: u32, before: Option<&str>, place: &str) {
        let truth = self.live().await;
        assert!(truth == before || truth == Some(file), "{place}: half a push is live");
        let state = |number| self.store.get(&self.setup().name, number).map(|release| release.state);
        let killed = state(last + 1).ok();
        match killed {
            Some(ReleaseState::Live) => assert_eq!(truth, Some(file), "{place}: said to be live, and is not"),
            Some(ReleaseState::Failed) | None => assert_eq!(truth, before, "{place}: not said to be live, and is"),
            _ => {}
        }
        let other = FILES.into_iter().find(|other| Some(*other) != truth).unwrap();
        let next = self.project.ok(&format!("deploy {other} --json --fail-on none"));
        assert_eq!(self.live().await, Some(other), "{place}");
        if killed == Some(ReleaseState::Started) {
            let is_live = truth == Some(file);
            let expected = if is_live { ReleaseState::Live } else { ReleaseState::Failed };
            assert_eq!(state(last + 1).unwrap(), expected, "{place}");
            let resolved = format!(r#"{{"event":"resolved","isLive":{is_live},"number":{}}}"#, last + 1);
            assert!(next.stdout.lines().any(|line| line == resolved), "{place}: {}", next.stdout);
        }
        assert_eq!(state(self.last()).unwrap(), ReleaseState::Live, "{place}");
    }
}

fn kill(mut child: Child) {
    child.kill().unwrap();
    child.wait().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn deploy_killed_at_a_request_leaves_no_wrong_belief() {
    let setup = Setup::new("prod");
    let apps = Apps::new(&setup);
    apps.project.ok("deploy one.json");
    setup.import("tasks", &[json!({ "text": "kept" })]).await;
    let proxy = Proxy::new(&setup.url, At::Never, Fault::Hold);
    let counted = apps.start("two.json", proxy.url()).wait_with_output().unwrap();
    assert!(counted.status.success(), "{}", String::from_utf8_lossy(&counted.stderr));
    let requests = proxy.seen();
    assert!(requests.len() > 12, "{requests:?}");
    // The requests that change something, and any others.
    let change = |path: &str| requests.iter().position(|line| line.ends_with(path)).unwrap();
    let changes = [change("/finish_push"), change("/start_push"), change("/wait_for_schema")];
    for round in 0..rounds(4) as usize {
        let number = changes.get(round / 2).copied().unwrap_or_else(|| any_below(requests.len(), round as u64));
        let fault = if round % 2 == 0 { Fault::HoldAnswer } else { Fault::Hold };
        let (before, last) = (apps.live().await, apps.last());
        let file = FILES.into_iter().find(|file| Some(*file) != before).unwrap();
        let proxy = Proxy::new(&setup.url, At::Number(number), fault);
        let child = apps.start(file, proxy.url());
        assert!(proxy.wait_until_held(), "request {number} of {:?}", proxy.seen());
        kill(child);
        let place = format!("round {round}, {fault:?} at {}", proxy.seen().last().unwrap());
        apps.check(file, last, before, &place).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn deploy_killed_after_an_event_leaves_no_wrong_belief() {
    let setup = Setup::new("prod");
    let apps = Apps::new(&setup);
    apps.project.ok("deploy one.json");
    for round in 0..rounds(3) as usize {
        // The last steps first.
        let event = EVENTS[EVENTS.len() - 1 - round % EVENTS.len()];
        let (before, last) = (apps.live().await, apps.last());
        let file = FILES.into_iter().find(|file| Some(*file) != before).unwrap();
        let mut child = apps.start(file, &setup.url);
        let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let mut events = lines.map(|line| serde_json::from_str::<Value>(&line).unwrap()["event"].clone());
        assert!(events.any(|found| found == event), "{event}");
        kill(child);
        apps.check(file, last, before, &format!("round {round}, after {event}")).await;
    }
}

/// A version without a schema, which Convex lets another one overtake.
fn without_schema(name: &str) -> Artifact {
    let mut app = version(name);
    app.app.schema = None;
    app
}

/// Runs a deploy up to a held request, then another one to its end, and then the rest of the first.
async fn overtaken(path: &'static str, has_schemas: bool) {
    let setup = Setup::new("prod");
    let apps = Apps::new(&setup);
    for file in FILES.into_iter().filter(|_| !has_schemas) {
        apps.project.write(file, &without_schema(file.strip_suffix(".json").unwrap()));
    }
    let proxy = Proxy::new(&setup.url, At::Path(path), Fault::Hold);
    let slow = apps.start("one.json", proxy.url());
    assert!(proxy.wait_until_held(), "{:?}", proxy.seen());
    let fast = apps.start("two.json", &setup.url).wait_with_output().unwrap();
    assert!(fast.status.success(), "{}", String::from_utf8_lossy(&fast.stderr));
    assert_eq!(apps.live().await, Some("two.json"));
    proxy.release();
    let slow = slow.wait_with_output().unwrap();
    let said = String::from_utf8(slow.stderr).unwrap();
    assert_eq!(slow.status.code(), Some(2), "{said}");
    assert!(said.contains("another push was made at the same time"), "{said}");
    assert_eq!(apps.live().await, Some("two.json"));
    let state = |number| apps.store.get(&setup.name, number).unwrap().state;
    assert_eq!((state(1), state(2)), (ReleaseState::Failed, ReleaseState::Live));
}

#[tokio::test(flavor = "multi_thread")]
async fn deploy_that_was_overtaken_before_its_end_says_so() {
    overtaken("/finish_push", true).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn deploy_that_was_overtaken_while_it_waited_says_so() {
    overtaken("/wait_for_schema", true).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn deploy_without_a_schema_that_was_overtaken_says_so() {
    overtaken("/wait_for_schema", false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn deploys_at_once_agree_on_what_is_live() {
    let setup = Setup::new("prod");
    let apps = Apps::new(&setup);
    for round in 0..rounds(2) {
        let started = FILES.map(|file| (file, apps.start(file, &setup.url)));
        let mut winners = Vec::new();
        for (file, child) in started {
            let output = child.wait_with_output().unwrap();
            let said = String::from_utf8(output.stderr).unwrap();
            match output.status.code() {
                Some(0) => winners.push(file),
                code => assert!(code == Some(2) && said.contains("another push"), "round {round}: {code:?} {said}"),
            }
        }
        let live = apps.live().await.unwrap();
        assert!(winners.contains(&live), "round {round}: {live} of {winners:?}");
        let listed = apps.store.list(&setup.name).unwrap();
        assert!(
            listed.iter().take(2).all(|release| release.state != ReleaseState::Started),
            "round {round}: {listed:?}"
        );
    }
}
