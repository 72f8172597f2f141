//! `convex-ops serve` as scripts use it.

use std::io::{BufRead, BufReader, Lines};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

use super::{Answer, ask};

/// Path of the command.
pub(super) const PROGRAM: &str = env!("CARGO_BIN_EXE_convex-ops");

/// A server in its own process.
pub(super) struct Served {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
    /// First line of its output.
    hello: Value,
}

impl Served {
    /// Starts `convex-ops serve --json` with further arguments. Returns its output if it does not start.
    pub(super) fn start(words: &[&str]) -> Result<Self, String> {
        let mut command = Command::new(PROGRAM);
        command.args(["serve", "--json"]).args(words);
        Self::run(command)
    }

    /// Runs a command that ends by executing such a server.
    pub(super) fn run(mut command: Command) -> Result<Self, String> {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| error.to_string())?;
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        match lines.next() {
            Some(line) => Ok(Self { child, lines, hello: serde_json::from_str(&line.unwrap()).unwrap() }),
            None => {
                let output = child.wait_with_output().unwrap();
                Err(format!("{}: {}", output.status, String::from_utf8(output.stderr).unwrap()))
            }
        }
    }

    pub(super) fn url(&self) -> &str {
        self.hello["url"].as_str().unwrap()
    }

    pub(super) fn token(&self) -> &str {
        self.hello["token"].as_str().unwrap()
    }

    pub(super) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Calls an operation on the server's own origin as its first member.
    pub(super) fn call(&self, method: &str, path: &str, body: &Value) -> Answer {
        let authorization = format!("Bearer {}", self.token());
        ask(self.url(), method, path, &[("authorization", &authorization)], &body.to_string())
    }

    /// Waits for the end of a process that was killed.
    pub(super) fn ended(&mut self) {
        self.child.wait().unwrap();
    }

    /// Stops the process. Returns its exit code and the lines after the first.
    pub(super) fn stop(mut self) -> (Option<i32>, Vec<String>) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        let lines = self.lines.by_ref().map(Result::unwrap).collect();
        (self.child.wait().unwrap().code(), lines)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // This fails if the process has ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Arguments that name a store.
pub(super) fn data(path: &Path) -> [&str; 2] {
    ["--data", path.to_str().unwrap()]
}

#[test]
fn server_prints_address_as_json_and_stops_on_signal() {
    let served = Served::start(&[]).unwrap();
    let members: Vec<_> = served.hello.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(members, ["teamId", "token", "url"]);
    assert!(served.url().starts_with("http://127.0.0.1:"), "{}", served.url());
    assert_eq!(ask(served.url(), "GET", "/health", &[], "").body, r#"{"status":"ok"}"#);
    let path = format!("/v1/teams/{}/projects", served.hello["teamId"]);
    assert_eq!(served.call("GET", &path, &json!({})).status, 200);
    // Without `--admin`, the clock cannot be set.
    assert_eq!(served.call("POST", "/admin/move_clock", &json!({ "byMs": 1 })).status, 404);
    assert_eq!(served.stop(), (Some(0), Vec::new()));
}

#[test]
fn startup_failure_exits_with_2_and_reason() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("notes.txt");
    std::fs::write(&text, "no store, ".repeat(1_000)).unwrap();
    for (words, because) in [
        (vec!["--port", &port], "cannot listen on"),
        (vec!["--domain", "http://x"], "invalid domain"),
        (data(&text).to_vec(), "invalid or damaged store"),
        (data(&folder.path().join("no/such/folder.db")).to_vec(), "cannot open the store"),
    ] {
        let said = Served::start(&words).err().unwrap();
        assert!(said.starts_with("exit status: 2") && said.contains(because), "{words:?}: {said}");
    }
}

#[test]
fn token_file_keeps_first_member_token() {
    let folder = tempfile::tempdir().unwrap();
    let (store, token) = (folder.path().join("platform.db"), folder.path().join("token"));
    let words = [data(&store).as_slice(), &["--token-file", token.to_str().unwrap()]].concat();
    let first = Served::start(&words).unwrap();
    let hello = first.hello.clone();
    first.stop();
    let again = Served::start(&words).unwrap();
    assert_eq!((&again.hello["token"], &again.hello["teamId"]), (&hello["token"], &hello["teamId"]));
    assert_eq!(std::fs::read_to_string(&token).unwrap().trim(), hello["token"].as_str().unwrap());
}
