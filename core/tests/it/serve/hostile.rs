//! Requests that are made to exhaust the server: memory, threads, time. Each server runs with a limit on its memory, so
//! that a regression fails instead of exhausting the machine.

use std::collections::BTreeSet;
use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};

use flate2::{Compress, Compression, FlushCompress, Status};
use serde_json::json;

use super::command::{PROGRAM, Served};
use super::{Answer, ask, connect, receive};

/// Address space of a server, in KiB.
const ADDRESS_SPACE: u32 = 6 << 20;

/// Memory that a server may have used at any time, in KiB. A test build uses about 60 MiB at rest.
const MOST_RESIDENT: u64 = 500 << 10;

/// Starts a server with a limit on its memory.
fn limited(words: &[&str]) -> Served {
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!(r#"ulimit -v {ADDRESS_SPACE} && exec "$@""#)).arg("sh");
    command.args([PROGRAM, "serve", "--json"]).args(words);
    Served::run(command).unwrap()
}

/// Creates a project with a development deployment. Returns its address and a key.
fn deployment(served: &Served) -> (String, String) {
    let project = served.call("POST", "/v1/teams/1/create_project", &json!({ "projectName": "App" })).json();
    let path = format!("/v1/projects/{}/create_deployment", project["id"]);
    let made = served.call("POST", &path, &json!({ "type": "dev" })).json();
    let path = format!("/v1/deployments/{}/create_deploy_key", made["name"].as_str().unwrap());
    let key = served.call("POST", &path, &json!({ "name": "ci" })).json();
    (made["deploymentUrl"].as_str().unwrap().to_owned(), key["deployKey"].as_str().unwrap().to_owned())
}

/// Highest memory of a process so far, in KiB.
fn most_resident(id: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").trim().parse().unwrap()
}

/// Compresses millions of empty arrays into a few hundred kilobytes: one compressed block, repeated.
fn packed_arrays() -> Vec<u8> {
    let text = "[],".repeat(1 << 20);
    let mut block = Vec::with_capacity(64 << 10);
    let mut compress = Compress::new(Compression::best(), false);
    assert_eq!(compress.compress_vec(text.as_bytes(), &mut block, FlushCompress::Full).unwrap(), Status::Ok);
    let head = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    // The checksum at the end is read after everything was unpacked, so it needs no correct value.
    [head.as_slice(), &block.repeat(60)].concat()
}

fn post(url: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    let mut head =
        format!("POST {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: {}\r\n", body.len());
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    let mut stream = connect(url);
    let _ = stream.write_all(format!("{head}\r\n").as_bytes()).and_then(|()| stream.write_all(body));
    receive(stream)
}

#[test]
fn body_of_an_invalid_caller_is_neither_unpacked_nor_parsed() {
    let served = limited(&[]);
    let (url, key) = deployment(&served);
    let packed = packed_arrays();
    assert!(packed.len() < 400 << 10, "{} bytes", packed.len());
    let send = |key: &str| {
        let headers = [("authorization", key), ("content-encoding", "gzip")];
        post(&url, "/api/deploy2/finish_push", &headers, &packed)
    };
    for _ in 0..4 {
        assert_eq!(send("Convex dev:calm-cow-456|eyJ2MiI6ImFiYyJ9").status, 401);
    }
    assert_eq!(post(&url, "/api/deploy2/finish_push", &[("content-encoding", "gzip")], &packed).status, 401);
    // With a key, the ratio is refused.
    let answer = send(&format!("Convex {key}"));
    assert_eq!((answer.status, answer.code().as_str()), (413, "RequestBodyTooLarge"), "{answer:?}");
    assert!(answer.body.contains("may expand at most 100 times"), "{answer:?}");
    assert_eq!(ask(served.url(), "GET", "/health", &[], "").status, 200);
    assert!(most_resident(served.id()) < MOST_RESIDENT, "{} KiB", most_resident(served.id()));
}

#[test]
fn values_of_a_body_are_counted_before_they_are_parsed() {
    let served = limited(&[]);
    let (url, key) = deployment(&served);
    let authorization = format!("Convex {key}");
    let headers = [("authorization", authorization.as_str())];
    let many = format!(r#"{{"startPush":[{}1]}}"#, "[],".repeat(1_000_000));
    let answer = post(&url, "/api/deploy2/finish_push", &headers, many.as_bytes());
    assert_eq!((answer.status, answer.code().as_str()), (413, "RequestBodyTooLarge"), "{answer:?}");
    assert!(answer.body.contains("too many values"), "{answer:?}");
    // The same length in one text is parsed.
    let long = format!(r#"{{"startPush":"{}"}}"#, "[],".repeat(1_000_000));
    let answer = post(&url, "/api/deploy2/finish_push", &headers, long.as_bytes());
    assert_eq!((answer.status, answer.code().as_str()), (400, "BadRequest"), "{answer:?}");
    assert!(most_resident(served.id()) < MOST_RESIDENT, "{} KiB", most_resident(served.id()));
}

#[test]
fn anonymous_caller_sends_64_kib_at_most() {
    let served = limited(&[]);
    let (url, _) = deployment(&served);
    let body = |length: usize| {
        let start = r#"{"path":"messages:send","args":{"text":""#;
        format!("{start}{}\"}}}}", "x".repeat(length - start.len() - 3))
    };
    for path in ["/api/query", "/api/mutation", "/api/action", "/api/function"] {
        let send = |length| {
            post(
                &url,
                path,
                &[("content-type", "text/plain"), ("origin", "https://a.example")],
                body(length).as_bytes(),
            )
        };
        assert_eq!(send(64 << 10).status, 200, "{path}");
        let answer = send((64 << 10) + 1);
        assert_eq!((answer.status, answer.code().as_str()), (413, "RequestBodyTooLarge"), "{path}");
        // Without a declared length, too.
        let mut stream = connect(&url);
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n"
        );
        let _ = stream.write_all(head.as_bytes());
        let _ = stream.write_all(format!("11000\r\n{}\r\n0\r\n\r\n", body(0x11000)).as_bytes());
        assert_eq!(receive(stream).status, 413, "{path}");
    }
}

#[test]
fn key_of_a_push_may_stand_in_its_body() {
    let served = limited(&[]);
    let (url, key) = deployment(&served);
    let send = |body: &serde_json::Value| post(&url, "/api/get_config_hashes", &[], body.to_string().as_bytes());
    assert_eq!(send(&json!({ "adminKey": key, "version": "1.48.0" })).status, 200);
    assert_eq!(send(&json!({ "adminKey": format!("{key}x"), "version": "1.48.0" })).status, 401);
    assert_eq!(send(&json!({ "version": "1.48.0" })).status, 401);
    // It is looked for in the part that anyone may send.
    let far = format!(r#"{{"a":"{}","adminKey":"{key}"}}"#, "x".repeat(70_000));
    assert_eq!(post(&url, "/api/get_config_hashes", &[], far.as_bytes()).status, 401);
}

#[test]
fn memory_of_all_requests_is_limited() {
    let served = limited(&["--max-memory", "16"]);
    let (url, key) = deployment(&served);
    let authorization = format!("Convex {key}");
    let headers = [("authorization", authorization.as_str())];
    let text = format!(r#"{{"startPush":"{}"}}"#, "x".repeat(12 << 20));
    // One request that is not finished holds the memory.
    let hold = || {
        let mut holding = connect(&url);
        let head = format!(
            "POST /api/deploy2/finish_push HTTP/1.1\r\nhost: localhost\r\nauthorization: {authorization}\r\ncontent-length: {}\r\n\r\n",
            text.len()
        );
        holding.write_all(head.as_bytes()).unwrap();
        // A refused request may be closed before its end.
        let _ = holding.write_all(&text.as_bytes()[..text.len() - 10]);
        holding
    };
    let mut holding = hold();
    let refused = loop {
        let answer = post(&url, "/api/deploy2/finish_push", &headers, text.as_bytes());
        if answer.status == 429 {
            break answer;
        }
        assert_eq!(answer.status, 400, "{answer:?}");
        if has_answer(&holding) {
            // The request of the loop got the memory first, so this one was refused.
            holding = hold();
        }
    };
    assert_eq!((refused.code().as_str(), refused.header("retry-after")), ("TooManyRequests", Some("1")), "{refused:?}");
    assert_eq!(ask(served.url(), "GET", "/health", &[], "").status, 200);
    drop(holding);
    let mut again = (0..1_000).map(|_| post(&url, "/api/deploy2/finish_push", &headers, text.as_bytes()).status);
    assert!(again.any(|status| status == 400), "the memory of a broken request is not released");
    let beyond = format!(r#"{{"startPush":"{}"}}"#, "x".repeat(17 << 20));
    let answer = post(&url, "/api/deploy2/finish_push", &headers, beyond.as_bytes());
    assert_eq!((answer.status, answer.body.contains("--max-memory")), (413, true), "{answer:?}");
}

#[test]
fn import_is_stored_as_it_arrives() {
    let served = limited(&["--max-memory", "16"]);
    let (url, key) = deployment(&served);
    let authorization = format!("Convex {key}");
    let line = json!({ "text": "x".repeat(10_000) }).to_string() + "\n";
    let lines = line.repeat(6_000);
    let path = "/api/import?tableName=t&format=jsonLines&mode=replace";
    let answer = post(&url, path, &[("authorization", &authorization)], lines.as_bytes());
    assert_eq!((answer.status, &answer.json()["numWritten"]), (200, &json!(6_000)), "{answer:?}");
    let invalid = post(&url, path, &[("authorization", &authorization)], (lines + "{").as_bytes());
    assert_eq!((invalid.status, invalid.code().as_str()), (400, "ImportFailed"), "{invalid:?}");
    assert!(most_resident(served.id()) < MOST_RESIDENT, "{} KiB", most_resident(served.id()));
}

/// Checks if the server answered, or closed the connection.
fn has_answer(stream: &TcpStream) -> bool {
    stream.set_nonblocking(true).unwrap();
    let answered = !matches!(stream.peek(&mut [0]), Err(error) if error.kind() == ErrorKind::WouldBlock);
    stream.set_nonblocking(false).unwrap();
    answered
}

/// Sends a push whose module never ends, and does not wait for the answer.
fn endless_push(url: &str, key: &str) -> TcpStream {
    let module = json!({ "path": "loop.js", "source": "for (;;) {}", "sourceMap": null, "environment": "isolate" });
    let body = json!({ "adminKey": key, "dryRun": false, "functions": "convex/", "appDefinition": { "changedModules": [module] } });
    let body = body.to_string();
    let mut stream = connect(url);
    let head = format!(
        "POST /api/deploy2/start_push HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nauthorization: Convex {key}\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all((head + &body).as_bytes()).unwrap();
    stream
}

/// Child processes of a process.
fn children(id: u32) -> BTreeSet<u32> {
    let threads = fs::read_dir(format!("/proc/{id}/task")).unwrap();
    let lists = threads.filter_map(|thread| fs::read_to_string(thread.ok()?.path().join("children")).ok());
    lists.flat_map(|list| list.split_whitespace().map(|id| id.parse().unwrap()).collect::<Vec<_>>()).collect()
}

#[test]
fn hostile_pushes_delay_no_other_request_and_end_with_the_server() {
    let served = limited(&["--stop-time", "1"]);
    let (one, other) = (deployment(&served), deployment(&served));
    // Each deployment has four places.
    let mut waiting: Vec<_> = (0..5).map(|_| endless_push(&one.0, &one.1)).collect();
    let refused = first_answer(&mut waiting);
    assert!(refused.starts_with("HTTP/1.1 429 ") && refused.contains("retry-after: 5\r\n"), "{refused}");
    waiting.extend((0..4).map(|_| endless_push(&other.0, &other.1)));
    let started = Instant::now();
    for _ in 0..20 {
        assert_eq!(ask(served.url(), "GET", "/health", &[], "").status, 200);
        assert_eq!(served.call("GET", "/v1/teams/1/projects", &json!({})).status, 200);
    }
    assert!(started.elapsed() < Duration::from_secs(20), "forty requests took {:?}", started.elapsed());
    let evaluating = evaluating(&served);
    let id = served.id();
    let started = Instant::now();
    assert_eq!(served.stop().0, Some(0));
    assert!(started.elapsed() < Duration::from_secs(20), "stopping took {:?}", started.elapsed());
    let left: Vec<_> = evaluating.iter().filter(|id| is_running(**id)).collect();
    assert!(left.is_empty(), "processes {left:?} of server {id} are still running");
}

/// Returns the first answer to any of the pushes.
fn first_answer(pushes: &mut [TcpStream]) -> String {
    let started = Instant::now();
    let mut answer = [0; 1_000];
    loop {
        for push in &mut *pushes {
            push.set_read_timeout(Some(Duration::from_millis(50))).unwrap();
            match push.read(&mut answer) {
                Ok(length) => return String::from_utf8_lossy(&answer[..length]).into_owned(),
                Err(_) => assert!(started.elapsed() < Duration::from_secs(60), "no push is answered"),
            }
        }
    }
}

/// Waits for processes that evaluate modules, and returns them.
fn evaluating(served: &Served) -> BTreeSet<u32> {
    let started = Instant::now();
    loop {
        let children = children(served.id());
        if !children.is_empty() {
            return children;
        }
        assert!(started.elapsed() < Duration::from_secs(60), "no module is evaluated");
    }
}

fn is_running(id: u32) -> bool {
    fs::read_to_string(format!("/proc/{id}/stat")).is_ok_and(|stat| !stat.contains(") Z "))
}

#[test]
fn push_of_a_client_that_disconnects_gives_up_its_place() {
    let served = limited(&["--stop-time", "0"]);
    let (url, key) = deployment(&served);
    for _ in 0..3 {
        let pushes: Vec<_> = (0..4).map(|_| endless_push(&url, &key)).collect();
        evaluating(&served);
        drop(pushes);
        let started = Instant::now();
        while !children(served.id()).is_empty() {
            assert!(started.elapsed() < Duration::from_secs(30), "the evaluation continues without a client");
        }
    }
    served.stop();
}

#[test]
fn evaluations_end_with_a_killed_server() {
    let served = limited(&[]);
    let (url, key) = deployment(&served);
    let _push = endless_push(&url, &key);
    let evaluating = evaluating(&served);
    let id = served.id().to_string();
    assert!(Command::new("kill").args(["-KILL", &id]).status().unwrap().success());
    let started = Instant::now();
    while evaluating.iter().any(|id| is_running(*id)) {
        assert!(started.elapsed() < Duration::from_secs(30), "the evaluation continues without a server");
    }
}
