//! Faults of disk, file and process cause clear errors and no partial writes, and the server continues.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use convex_ops::embedded::{EmbeddedOptions, Platform};
use serde_json::json;

use super::Answer;
use super::command::{PROGRAM, Served, data};

/// Starts a server after a line of shell, in which `$0` is the folder of its store.
fn prepared(by: &str, folder: &Path, words: &[&str]) -> Result<Served, String> {
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!(r#"{by} && exec "$@""#)).arg(folder);
    command.args([PROGRAM, "serve", "--json"]).args(data(&folder.join("platform.db"))).args(words);
    Served::run(command)
}

/// Starts a server with its own small disk, of which 2 MB are filled by the file `filler`. Returns nothing if that is not possible.
pub(super) fn on_a_small_disk(folder: &Path, mebibytes: u32, words: &[&str]) -> Option<Served> {
    let inner = format!(
        r#"mount -t tmpfs -o size={mebibytes}m tmpfs "$0" && head -c 2000000 /dev/zero > "$0/filler" && exec "$@""#
    );
    let mut command = Command::new("unshare");
    command.args(["--user", "--map-root-user", "--mount", "sh", "-c", &inner]).arg(folder);
    command.args([PROGRAM, "serve", "--json"]).args(data(&folder.join("platform.db"))).args(words);
    Served::run(command).inspect_err(|error| println!("cannot mount a disk: {error}")).ok()
}

fn create(served: &Served) -> Answer {
    served.call("POST", "/v1/teams/1/create_project", &json!({ "projectName": "App" }))
}

/// Creates projects until one is refused. Returns their number and the refusal.
pub(super) fn create_until_refused(served: &Served) -> (usize, Answer) {
    for made in 0..20_000 {
        let answer = create(served);
        if answer.status != 200 {
            return (made, answer);
        }
    }
    panic!("no call was rejected");
}

/// Number of projects.
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
fn is_reported(answer: &Answer, message: &str) {
    let said = answer.json();
    assert_eq!((answer.status, said.as_object().unwrap().len()), (500, 2), "{answer:?}");
    assert!(said["message"].as_str().unwrap().contains(message), "{answer:?}");
}

#[test]
fn full_disk_fails_writes_without_side_effects() {
    let folder = tempfile::tempdir().unwrap();
    let Some(served) = on_a_small_disk(folder.path(), 4, &[]) else { return check_full_file() };
    let (made, refusal) = create_until_refused(&served);
    is_reported(&refusal, "cannot write the store: disk full; free disk space; nothing was changed");
    assert_eq!(served.call("GET", "/health", &json!({})).status, 200);
    assert_eq!(count(&served), made, "a rejected call changed the store");
    // The disk in the mount namespace of the server's process.
    let root = Path::new("/proc").join(served.id().to_string()).join("root");
    let disk = root.join(folder.path().strip_prefix("/").unwrap());
    fs::remove_file(disk.join("filler")).unwrap();
    assert_eq!(create(&served).status, 200);
    assert_eq!(count(&served), made + 1);
    assert_whole(&disk.join("platform.db"));
    assert_eq!(served.stop(), (Some(0), Vec::new()));
}

/// Simulates a full disk by a limit on the file size, for systems that cannot create a disk.
fn check_full_file() {
    let folder = tempfile::tempdir().unwrap();
    let served = prepared("trap '' XFSZ && ulimit -f 2048", folder.path(), &[]).unwrap();
    let (made, refusal) = create_until_refused(&served);
    is_reported(&refusal, "cannot read or write the store; check the disk");
    assert_eq!(count(&served), made, "a rejected call changed the store");
    assert_eq!(served.stop(), (Some(0), Vec::new()));
    let served = Served::start(&data(&folder.path().join("platform.db"))).unwrap();
    assert_eq!(create(&served).status, 200);
    assert_eq!(served.stop(), (Some(0), Vec::new()));
    assert_whole(&folder.path().join("platform.db"));
}

pub(super) fn assert_whole(path: &Path) {
    let platform = Platform::open(&format!("embedded:{}", path.display()), &EmbeddedOptions::default()).unwrap();
    platform.admin().check_store().unwrap();
}

/// Drops root's capability to write read-only files; other users lack it anyway.
const UNPRIVILEGED: &str = r#"{ test "$(id -u)" != 0 || set -- setpriv --bounding-set=-all --inh-caps=-all "$@"; }"#;

/// Creates a store with one project. Returns the arguments that pass its token to the next server.
fn with_one_project(folder: &Path) -> (PathBuf, [String; 2]) {
    let words = ["--token-file".to_owned(), folder.join("token").display().to_string()];
    let served = prepared(UNPRIVILEGED, folder, &words.each_ref().map(String::as_str)).unwrap();
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
fn unwritable_file_or_folder_is_reported_at_start() {
    let folder = tempfile::tempdir().unwrap();
    let (store, words) = with_one_project(folder.path());
    for (path, because) in [(&store, "cannot write the store"), (&folder.path().to_owned(), "cannot write the store")] {
        set_readonly(path, true);
        let said = prepared(UNPRIVILEGED, folder.path(), &[]).err();
        set_readonly(path, false);
        let said = said.unwrap_or_else(|| panic!("{} is writable", path.display()));
        assert!(said.starts_with("exit status: 2") && said.contains(because), "{said}");
        assert!(said.contains("platform.db"), "{said}");
    }
    let served = prepared(UNPRIVILEGED, folder.path(), &words.each_ref().map(String::as_str)).unwrap();
    assert_eq!(count(&served), 1);
}

#[test]
fn files_of_a_store_are_private_to_their_owner() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("new/platform.db");
    let mut command = Command::new("sh");
    command.args(["-c", r#"umask 000 && exec "$@""#, "sh", PROGRAM, "serve", "--json"]).args(data(&store));
    let served = Served::run(command).unwrap();
    assert_eq!(create(&served).status, 200);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(store.parent().unwrap()), 0o700);
    let files: Vec<_> = fs::read_dir(store.parent().unwrap()).unwrap().map(|file| file.unwrap().path()).collect();
    assert!(files.len() >= 4, "{files:?}");
    for file in &files {
        assert_eq!(mode(file), 0o600, "{}", file.display());
    }
    served.stop();
    let warnings = || {
        let options = EmbeddedOptions::default();
        Platform::open(&format!("embedded:{}", store.display()), &options).unwrap().warnings()
    };
    assert_eq!(warnings(), [""; 0]);
    fs::set_permissions(&store, fs::Permissions::from_mode(0o644)).unwrap();
    assert!(warnings()[0].contains("chmod 600"), "{:?}", warnings());
    fs::set_permissions(&store, fs::Permissions::from_mode(0o600)).unwrap();
    fs::set_permissions(store.parent().unwrap(), fs::Permissions::from_mode(0o777)).unwrap();
    assert!(warnings()[0].contains("chmod 700"), "{:?}", warnings());
    // Only the owner of a file can replace it in such a folder.
    fs::set_permissions(store.parent().unwrap(), fs::Permissions::from_mode(0o1777)).unwrap();
    assert_eq!(warnings(), [""; 0]);
}

#[test]
fn reads_succeed_on_read_only_store() {
    let folder = tempfile::tempdir().unwrap();
    let (store, words) = with_one_project(folder.path());
    set_readonly(&store, true);
    // The token is known, so the server writes nothing at its start.
    let served = prepared(UNPRIVILEGED, folder.path(), &words.each_ref().map(String::as_str)).unwrap();
    assert_eq!(count(&served), 1);
    is_reported(&create(&served), "cannot write the store; check the file's permissions");
    assert_eq!(count(&served), 1);
    set_readonly(&store, false);
}

#[test]
fn damage_is_reported_and_server_continues() {
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
    // Damages the pages of the tables. The schema before them stays intact, so that the server starts.
    let at = sound.windows(5).position(|window| window == b"app-1").unwrap();
    let mut damaged = sound.clone();
    damaged.iter_mut().skip(at - at % 4096).for_each(|byte| *byte = 0x5a);
    let served = Served::start(&words).unwrap();
    fs::write(&store, damaged).unwrap();
    is_reported(&create(&served), "invalid or damaged store");
    is_reported(&served.call("GET", "/v1/teams/1/projects", &json!({})), "restore the file from a backup");
    assert_eq!(call_unrouted(&served).status, 404);
    served.stop();
    fs::write(&store, sound).unwrap();
    assert_eq!(count(&Served::start(&words).unwrap()), 300);
}

/// Calls a route that needs no store.
fn call_unrouted(served: &Served) -> Answer {
    super::ask(served.url(), "GET", "/nothing", &[], "")
}

#[test]
fn exhausted_file_descriptors_reject_deployments_only() {
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
fn limit_of_open_files_is_raised_for_ports() {
    let folder = tempfile::tempdir().unwrap();
    let served = prepared("ulimit -S -n 256", folder.path(), &["--admin"]).unwrap();
    let project = create(&served).json()["projectId"].clone();
    served.call("POST", "/admin/set_plan", &json!({ "teamId": 1, "plan": "enterprise" }));
    let path = format!("/v1/projects/{project}/create_deployment");
    for n in 0..300 {
        let answer = served.call("POST", &path, &json!({ "type": "dev", "reference": format!("dev/{n}") }));
        assert_eq!(answer.status, 200, "deployment {n}: {answer:?}");
    }
}

#[test]
fn servers_sharing_a_store_agree() {
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
fn clock_jumps_are_tolerated() {
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
        // An expired deployment is deleted, and remains so if the clock moves back.
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
