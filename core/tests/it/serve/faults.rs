//! The disk, the file and the process are not as they should be: clear errors, nothing half done, and the server goes on.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use convex_ops::embedded::{Options, Platform};
use serde_json::json;

use super::Answer;
use super::command::{PROGRAM, Served, data};

/// A server whose process is prepared by a line of shell, in which `$0` is the folder of its store.
fn prepared(by: &str, folder: &Path, words: &[&str]) -> Result<Served, String> {
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!(r#"{by} && exec "$@""#)).arg(folder);
    command.args([PROGRAM, "serve", "--json"]).args(data(&folder.join("platform.db"))).args(words);
    Served::run(command)
}

/// A server with a small disk of its own, half of which the file `filler` takes; where that may not be had, none.
fn on_a_small_disk(folder: &Path) -> Option<Served> {
    let inner = r#"mount -t tmpfs -o size=4m tmpfs "$0" && head -c 2000000 /dev/zero > "$0/filler" && exec "$@""#;
    let mut command = Command::new("unshare");
    command.args(["--user", "--map-root-user", "--mount", "sh", "-c", inner]).arg(folder);
    command.args([PROGRAM, "serve", "--json"]).args(data(&folder.join("platform.db")));
    Served::run(command).inspect_err(|error| println!("no disk of its own: {error}")).ok()
}

fn create(served: &Served) -> Answer {
    served.call("POST", "/v1/teams/1/create_project", &json!({ "projectName": "App" }))
}

/// Creates projects until that is refused; how many there are then, and the refusal.
fn create_until_refused(served: &Served) -> (usize, Answer) {
    for made in 0..20_000 {
        let answer = create(served);
        if answer.status != 200 {
            return (made, answer);
        }
    }
    panic!("nothing was refused");
}

/// How many projects there are.
fn count(served: &Served) -> usize {
    let (mut count, mut cursor) = (0, String::new());
    loop {
        let page = served.call("GET", &format!("/v1/teams/1/projects?limit=100{cursor}"), &json!({}));
        assert_eq!(page.status, 200, "{page:?}");
        let page = page.json();
        count += page["items"].as_array().unwrap().len();
        match page["pagination"]["nextCursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return count,
        }
    }
}

#[track_caller]
fn is_told(answer: &Answer, message: &str) {
    let said = answer.json();
    assert_eq!((answer.status, said.as_object().unwrap().len()), (500, 2), "{answer:?}");
    assert!(said["message"].as_str().unwrap().contains(message), "{answer:?}");
}

#[test]
fn a_full_disk_costs_what_is_refused_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let Some(served) = on_a_small_disk(folder.path()) else { return a_file_that_may_not_grow() };
    let (made, refusal) = create_until_refused(&served);
    is_told(&refusal, "cannot write the store: disk full; free disk space; nothing was changed");
    assert_eq!(served.call("GET", "/health", &json!({})).status, 200);
    assert_eq!(count(&served), made, "a refused call changed something");
    // The disk as the server's process sees it.
    let root = Path::new("/proc").join(served.id().to_string()).join("root");
    let disk = root.join(folder.path().strip_prefix("/").unwrap());
    fs::remove_file(disk.join("filler")).unwrap();
    assert_eq!(create(&served).status, 200);
    assert_eq!(count(&served), made + 1);
    assert_whole(&disk.join("platform.db"));
    assert_eq!(served.stop(), (Some(0), Vec::new()));
}

/// What a disk that is full comes to where no disk can be made: the file may not grow any further.
fn a_file_that_may_not_grow() {
    let folder = tempfile::tempdir().unwrap();
    let served = prepared("trap '' XFSZ && ulimit -f 2048", folder.path(), &[]).unwrap();
    let (made, refusal) = create_until_refused(&served);
    is_told(&refusal, "cannot read or write the store; check the disk");
    assert_eq!(count(&served), made, "a refused call changed something");
    assert_eq!(served.stop(), (Some(0), Vec::new()));
    let served = Served::start(&data(&folder.path().join("platform.db"))).unwrap();
    assert_eq!(create(&served).status, 200);
    assert_eq!(served.stop(), (Some(0), Vec::new()));
    assert_whole(&folder.path().join("platform.db"));
}

fn assert_whole(path: &Path) {
    let platform = Platform::open(&format!("embedded:{}", path.display()), &Options::default()).unwrap();
    platform.admin().check_store().unwrap();
}

/// Takes from root what lets it write where nobody may; others lack it anyway.
const AS_ANYBODY: &str = r#"{ test "$(id -u)" != 0 || set -- setpriv --bounding-set=-all --inh-caps=-all "$@"; }"#;

/// A store with one project, and what names its token to the next server.
fn with_one_project(folder: &Path) -> (PathBuf, [String; 2]) {
    let words = ["--token-file".to_owned(), folder.join("token").display().to_string()];
    let served = prepared(AS_ANYBODY, folder, &words.each_ref().map(String::as_str)).unwrap();
    assert_eq!(create(&served).status, 200);
    served.stop();
    (folder.join("platform.db"), words)
}

fn set_readonly(path: &Path, readonly: bool) {
    let mut permissions = fs::metadata(path).unwrap().permissions();
    permissions.set_readonly(readonly);
    fs::set_permissions(path, permissions).unwrap();
}

#[test]
fn a_file_or_folder_that_can_t_be_written_is_told_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let (store, words) = with_one_project(folder.path());
    for (path, because) in [(&store, "cannot write the store"), (&folder.path().to_owned(), "cannot write the store")] {
        set_readonly(path, true);
        let said = prepared(AS_ANYBODY, folder.path(), &[]).err();
        set_readonly(path, false);
        let said = said.unwrap_or_else(|| panic!("{} was written", path.display()));
        assert!(said.starts_with("exit status: 2") && said.contains(because), "{said}");
        assert!(said.contains("platform.db"), "{said}");
    }
    let served = prepared(AS_ANYBODY, folder.path(), &words.each_ref().map(String::as_str)).unwrap();
    assert_eq!(count(&served), 1);
}

#[test]
fn what_can_be_read_is_answered_where_nothing_can_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let (store, words) = with_one_project(folder.path());
    set_readonly(&store, true);
    // The token is known, so the server has nothing to write before it begins.
    let served = prepared(AS_ANYBODY, folder.path(), &words.each_ref().map(String::as_str)).unwrap();
    assert_eq!(count(&served), 1);
    is_told(&create(&served), "cannot write the store; check the file's permissions");
    assert_eq!(count(&served), 1);
    set_readonly(&store, false);
}

#[test]
fn damage_is_told_and_the_server_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("platform.db");
    let token = folder.path().join("token");
    let words = [data(&store).as_slice(), &["--token-file", token.to_str().unwrap()]].concat();
    let served = Served::start(&words).unwrap();
    for _ in 0..300 {
        assert_eq!(create(&served).status, 200);
    }
    served.stop();
    let sound = fs::read(&store).unwrap();
    // What stands in the tables, page after page; the schema before it stays, so that the server begins.
    let at = sound.windows(5).position(|window| window == b"app-1").unwrap();
    let mut damaged = sound.clone();
    damaged.iter_mut().skip(at - at % 4096).for_each(|byte| *byte = 0x5a);
    let served = Served::start(&words).unwrap();
    fs::write(&store, damaged).unwrap();
    is_told(&create(&served), "invalid or damaged store");
    is_told(&served.call("GET", "/v1/teams/1/projects", &json!({})), "restore the file from a backup");
    assert_eq!(ask_unrouted(&served).status, 404);
    served.stop();
    fs::write(&store, sound).unwrap();
    assert_eq!(count(&Served::start(&words).unwrap()), 300);
}

/// What needs no store.
fn ask_unrouted(served: &Served) -> Answer {
    super::ask(served.url(), "GET", "/nothing", &[], "")
}

#[test]
fn where_no_more_files_may_be_open_deployments_are_refused_and_the_server_still_answers() {
    let folder = tempfile::tempdir().unwrap();
    let served = prepared("ulimit -n 256", folder.path(), &["--admin"]).unwrap();
    let project = create(&served).json()["projectId"].clone();
    let path = format!("/v1/projects/{project}/create_deployment");
    let deployment = |n: u32| served.call("POST", &path, &json!({ "type": "dev", "reference": format!("dev/{n}") }));
    served.call("POST", "/admin/set_plan", &json!({ "teamId": 1, "plan": "enterprise" }));
    let refused = (100..400).map(deployment).find(|answer| answer.status != 200).unwrap();
    assert_eq!((refused.status, refused.code().as_str()), (400, "TooManyPorts"), "{refused:?}");
    assert!(refused.body.contains("--domain"), "{refused:?}");
    let open: Vec<_> = (0..32).map(|_| super::connect(served.url())).collect();
    assert_eq!(served.call("GET", "/health", &json!({})).status, 200);
    drop(open);
}

#[test]
fn two_servers_on_one_store_answer_alike() {
    let folder = tempfile::tempdir().unwrap();
    let (store, token) = (folder.path().join("platform.db"), folder.path().join("token"));
    let words = [data(&store).as_slice(), &["--token-file", token.to_str().unwrap()]].concat();
    let one = Served::start(&words).unwrap();
    let other = Served::start(&words).unwrap();
    for _ in 0..10 {
        assert_eq!((create(&one).status, create(&other).status), (200, 200));
    }
    assert_eq!((count(&one), count(&other)), (20, 20));
}

/// A year, in milliseconds.
const YEAR: i64 = 366 * 86_400_000;

#[test]
fn a_clock_that_jumps_confuses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let served = prepared(":", folder.path(), &["--admin"]).unwrap();
    served.call("POST", "/admin/set_plan", &json!({ "teamId": 1, "plan": "enterprise" }));
    for by in [YEAR, -2 * YEAR, 900 * YEAR, -1_800 * YEAR, 901 * YEAR, 1] {
        let now = served.call("POST", "/admin/move_clock", &json!({ "byMs": by })).json()["now"].as_i64().unwrap();
        let ok = |method: &str, path: &str, body| {
            let answer = served.call(method, path, &body);
            assert!(answer.status < 300, "{by}: {method} {path}: {answer:?}");
            answer.json()
        };
        let project = ok("POST", "/v1/teams/1/create_project", json!({ "projectName": "App" }))["projectId"].clone();
        let preview = json!({ "type": "preview", "expiresAt": now + 3_600_000 });
        let preview = ok("POST", &format!("/v1/projects/{project}/create_deployment"), preview)["name"].clone();
        let preview = format!("/v1/deployments/{}", preview.as_str().unwrap());
        let key = json!({ "name": "ci", "expiresAt": now + 3_600_000 });
        ok("POST", &format!("{preview}/create_deploy_key"), key);
        ok("GET", &format!("/v1/teams/1/list_audit_log_events?from={}&to={}", now - YEAR, now + 1), json!({}));
        ok("GET", "/v1/teams/1/list_deployments", json!({}));
        // What has expired is gone, and stays so when the clock goes back.
        ok("POST", "/admin/move_clock", json!({ "byMs": 3_600_000 }));
        assert_eq!(served.call("GET", &preview, &json!({})).status, 404, "{by}");
        ok("POST", "/admin/move_clock", json!({ "byMs": -3_600_000 }));
        assert_eq!(served.call("GET", &preview, &json!({})).status, 404, "{by}");
    }
    let refused = served.call("POST", "/admin/move_clock", &json!({ "byMs": i64::MAX }));
    assert_eq!((refused.status, refused.code().as_str()), (400, "InvalidClock"));
    assert_eq!(served.stop().0, Some(0));
    assert_whole(&folder.path().join("platform.db"));
}
