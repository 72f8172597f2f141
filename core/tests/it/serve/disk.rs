//! A disk that is full at random: each import, export and call ends in a state that the API explains.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::command::{PROGRAM, Served, data};
use super::faults::{assert_whole, create_until_refused, on_a_small_disk};
use super::{Answer, ask};

/// Rounds of random work; `ready` runs more.
const ROUNDS: u32 = 20;
const MANY_ROUNDS: u32 = 100;

/// Size of the disk, in MiB.
const DISK: u32 = 20;

/// Maximum time for a job to reach its final state.
const SETTLED: Duration = Duration::from_secs(60);

/// A server on a small disk, and one deployment.
struct Full {
    served: Served,
    /// Path of the disk, outside the server's mount namespace.
    disk: PathBuf,
    url: String,
    key: String,
    random: u64,
}

impl Full {
    fn new(served: Served, disk: PathBuf) -> Self {
        let project = served.call("POST", "/v1/teams/1/create_project", &json!({ "projectName": "App" })).json();
        let path = format!("/v1/projects/{}/create_deployment", project["id"]);
        let made = served.call("POST", &path, &json!({ "type": "dev" })).json();
        let path = format!("/v1/deployments/{}/create_deploy_key", made["name"].as_str().unwrap());
        let key = served.call("POST", &path, &json!({ "name": "ci" })).json();
        let key = format!("Convex {}", key["deployKey"].as_str().unwrap());
        let url = made["deploymentUrl"].as_str().unwrap().to_owned();
        Self { served, disk, url, key, random: 0x9e37_79b9_7f4a_7c15 }
    }

    /// Returns a number below `end`, in a fixed sequence: xorshift.
    fn below(&mut self, end: u64) -> u64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        self.random % end
    }

    /// Fills the disk up to some space.
    fn fill(&mut self) {
        let left = [0, 4_096, 65_536, 500_000, 3_000_000, 8_000_000][self.below(6) as usize];
        fill_disk(&self.disk, left);
    }

    fn on_deployment(&self, method: &str, path: &str, body: &str) -> Answer {
        ask(&self.url, method, path, &[("authorization", &self.key)], body)
    }

    /// Checks that a call succeeds or is refused for the full disk.
    fn settle(&self, what: &str, answer: &Answer) -> bool {
        let is_full = |text: &str| {
            ["disk full", "cannot read or write the store", "cannot open the store"]
                .iter()
                .any(|part| text.contains(part))
        };
        match answer.status {
            200..300 => true,
            500 if is_full(&answer.body) => false,
            400 if answer.code() == "ImportFailed" && is_full(&answer.body) => false,
            400 if ["ExportInProgress", "ImportFailed"].contains(&answer.code().as_str()) => false,
            _ => panic!("{what}: {answer:?}"),
        }
    }

    /// Frees the disk for a job that could not even record its failure: later it must.
    fn free_after(&self, started: Instant) {
        if started.elapsed() > Duration::from_secs(10) {
            let _ = fs::remove_file(self.disk.join("filler"));
        }
    }

    fn query(&self, path: &str, args: &Value) -> Value {
        let body = json!({ "path": path, "args": args, "format": "json" }).to_string();
        let answer = self.on_deployment("POST", "/api/query", &body);
        assert_eq!(answer.status, 200, "{path}: {answer:?}");
        answer.json()["value"].clone()
    }

    /// Waits until no export is open, and returns its state.
    fn export_state(&self) -> String {
        let started = Instant::now();
        loop {
            let latest = self.query("_system/cli/exports:getLatest", &json!({}));
            let state = latest["state"].as_str().unwrap_or("none").to_owned();
            if !["requested", "in_progress"].contains(&state.as_str()) {
                return state;
            }
            self.free_after(started);
            assert!(started.elapsed() < SETTLED, "the export stays {latest}");
        }
    }

    /// Uploads and confirms an import, and returns its final state.
    fn import(&self, lines: &str) -> Option<String> {
        let started = self.on_deployment("POST", "/api/import/start_upload", "{}");
        if !self.settle("start_upload", &started) {
            return None;
        }
        let token = started.json()["uploadToken"].as_str().unwrap().to_owned();
        let part =
            self.on_deployment("POST", &format!("/api/import/upload_part?uploadToken={token}&partNumber=1"), lines);
        if !self.settle("upload_part", &part) {
            return None;
        }
        let import = json!({ "tableName": "t", "format": "jsonLines", "mode": "replace" });
        let finish = json!({ "import": import, "uploadToken": token, "partTokens": [part.json()] });
        let finished = self.on_deployment("POST", "/api/import/finish_upload", &finish.to_string());
        if !self.settle("finish_upload", &finished) {
            return None;
        }
        let id = finished.json()["importId"].clone();
        let started = Instant::now();
        loop {
            let import = self.query("_system/cli/queryImport", &json!({ "importId": id }));
            match import["state"]["state"].as_str().unwrap() {
                "waiting_for_confirmation" => {
                    let confirm = json!({ "importId": id }).to_string();
                    let confirmed = self.on_deployment("POST", "/api/perform_import", &confirm);
                    if !self.settle("perform_import", &confirmed) {
                        return None;
                    }
                }
                "uploaded" | "in_progress" => {
                    self.free_after(started);
                    assert!(started.elapsed() < SETTLED, "the import stays {import}");
                }
                "failed" => {
                    let message = import["state"]["error_message"].as_str().unwrap();
                    let known = ["disk full", "the store", "interrupted", "temporary file"];
                    assert!(known.iter().any(|part| message.contains(part)), "{message}");
                    return Some("failed".to_owned());
                }
                state => return Some(state.to_owned()),
            }
        }
    }
}

/// Returns the path of a folder in the mount namespace of a process.
fn outside(id: u32, folder: &Path) -> PathBuf {
    Path::new("/proc").join(id.to_string()).join("root").join(folder.strip_prefix("/").unwrap())
}

/// A small disk that outlives the servers on it.
struct Disk {
    holder: Child,
    folder: PathBuf,
}

impl Disk {
    /// Mounts the disk over a folder; `None` if that is not possible.
    fn mount(folder: &Path, mebibytes: u32) -> Option<Self> {
        let script = format!(r#"mount -t tmpfs -o size={mebibytes}m tmpfs "$0" && echo mounted && exec cat"#);
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "--mount", "sh", "-c", &script]).arg(folder);
        let mut holder = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
        let mut start = [0; 7];
        let mounted = holder.stdout.as_mut().unwrap().read_exact(&mut start);
        let disk = Self { holder, folder: folder.to_owned() };
        mounted.inspect_err(|error| println!("cannot mount a disk: {error}")).ok().map(|()| disk)
    }

    /// Returns the path of the disk outside of its mount namespace.
    fn path(&self) -> PathBuf {
        outside(self.holder.id(), &self.folder)
    }

    /// Starts a server whose store is on the disk.
    fn serve(&self, words: &[&str]) -> Result<Served, String> {
        let mut command = Command::new("nsenter");
        command.args(["--preserve-credentials", "--user", "--mount", "--target", &self.holder.id().to_string()]);
        command.args([PROGRAM, "serve", "--json"]).args(data(&self.folder.join("platform.db"))).args(words);
        Served::run(command)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = self.holder.kill();
        let _ = self.holder.wait();
    }
}

/// Fills a disk with the file `filler`, up to some bytes.
fn fill_disk(disk: &Path, left: u64) {
    let filler = disk.join("filler");
    let _ = fs::remove_file(&filler);
    let mut file = fs::File::create(&filler).unwrap();
    for chunk in [&[0; 65_536][..], &[0; 4_096][..]] {
        while file.write_all(chunk).is_ok() {}
    }
    let length = file.metadata().unwrap().len();
    file.set_len(length.saturating_sub(left)).unwrap();
}

#[test]
fn every_state_on_a_full_disk_is_explained() {
    let folder = tempfile::tempdir().unwrap();
    let token = folder.path().join("token");
    let Some(served) = on_a_small_disk(folder.path(), DISK, &["--token-file", token.to_str().unwrap()]) else { return };
    let disk = outside(served.id(), folder.path());
    let mut full = Full::new(served, disk);
    let mut states = std::collections::BTreeMap::<String, u32>::new();
    let many = std::env::var("CONVEX_OPS_EXHAUSTIVE").is_ok_and(|value| value == "1");
    for _ in 0..if many { MANY_ROUNDS } else { ROUNDS } {
        full.fill();
        let outcome = match full.below(4) {
            0 => {
                let answer = full.served.call("POST", "/v1/teams/1/create_project", &json!({ "projectName": "App" }));
                format!("project {}", full.settle("create_project", &answer))
            }
            1 => {
                let answer = full.on_deployment("POST", "/api/export/request/zip", "");
                format!("export {} {}", full.settle("export", &answer), full.export_state())
            }
            2 => {
                let count = full.below(100);
                let line = json!({ "text": "x".repeat(4_000) }).to_string() + "\n";
                let lines = line.repeat(usize::try_from(count).unwrap());
                let answer =
                    full.on_deployment("POST", "/api/import?tableName=t&format=jsonLines&mode=replace", &lines);
                format!("import at once {}", full.settle("import", &answer))
            }
            _ => {
                let count = full.below(100);
                let line = json!({ "text": "y".repeat(4_000) }).to_string() + "\n";
                format!("import {:?}", full.import(&line.repeat(usize::try_from(count).unwrap())))
            }
        };
        *states.entry(outcome).or_default() += 1;
        assert_eq!(ask(full.served.url(), "GET", "/health", &[], "").status, 200);
        assert_eq!(full.served.call("GET", "/v1/teams/1/projects", &json!({})).status, 200);
    }
    println!("{states:?}");
    assert!(states.keys().any(|state| state.contains("failed") || state.contains("false")), "the disk was never full");
    assert!(states.keys().any(|state| state.contains("completed")), "the disk was always full");
    let store = full.disk.join("platform.db");
    fill_disk(&full.disk, 0);
    assert_whole(&store);
}

/// A killed process leaves a job, and files that must be read before anything else.
#[test]
fn server_starts_on_a_full_disk_and_serves_reads() {
    let folder = tempfile::tempdir().unwrap();
    let Some(disk) = Disk::mount(folder.path(), DISK) else { return };
    let token = folder.path().join("token");
    let words = ["--token-file", token.to_str().unwrap()];
    let mut full = Full::new(disk.serve(&words).unwrap(), disk.path());
    let lines = (json!({ "text": "x".repeat(4_000) }).to_string() + "\n").repeat(500);
    assert_eq!(full.import(&lines).as_deref(), Some("completed"));
    let exported = full.on_deployment("POST", "/api/export/request/zip", "");
    assert_eq!(exported.status, 200, "{exported:?}");
    let id = full.served.id().to_string();
    assert!(Command::new("kill").args(["-KILL", &id]).status().unwrap().success());
    full.served.ended();
    fill_disk(&disk.path(), 0);

    full.served = disk.serve(&words).unwrap();
    let projects = full.served.call("GET", "/v1/teams/1/projects", &json!({}));
    assert_eq!((projects.status, projects.json()["items"].as_array().unwrap().len()), (200, 1), "{projects:?}");
    let tables = full.query("_system/cli/tables", &json!({ "paginationOpts": { "cursor": null, "numItems": 10 } }));
    assert!(tables["page"].as_array().unwrap().iter().any(|table| table["name"] == "t"), "{tables}");
    // Some writes may fit into the files as they are.
    let (_, refused) = create_until_refused(&full.served);
    assert!(refused.status == 500 && refused.body.contains("disk full"), "{refused:?}");
    assert_eq!(ask(full.served.url(), "GET", "/health", &[], "").status, 200);

    fs::remove_file(disk.path().join("filler")).unwrap();
    let state = full.export_state();
    assert!(["completed", "failed"].contains(&state.as_str()), "{state}");
    assert_eq!(full.import(&lines).as_deref(), Some("completed"));
    assert_whole(&disk.path().join("platform.db"));
}
