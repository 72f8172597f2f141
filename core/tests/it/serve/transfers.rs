//! Memory of imports and exports: they stream, so their length makes no difference.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use serde_json::json;

use super::command::{Served, data};

/// Length of the data, in bytes.
const LENGTH: usize = 96 << 20;

/// Maximum memory that an import or an export adds, in bytes: parts, batches, and what allocators keep.
const MOST: usize = 64 << 20;

/// The peak memory of a process since the last call, and its memory now, both in bytes.
fn peak(process: u32) -> (usize, usize) {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let of = |name: &str| -> usize {
        let line = status.lines().find(|line| line.starts_with(name)).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap() << 10
    };
    let found = (of("VmHWM"), of("VmRSS"));
    fs::write(format!("/proc/{process}/clear_refs"), "5").unwrap();
    found
}

/// Imports lines as they are made, by one request.
fn import(address: &str, host: &str, key: &str) {
    let mut line = format!("{{\"text\":\"{}\"}}\n", "x".repeat(100_000)).into_bytes();
    let count = LENGTH / line.len();
    let mut stream = TcpStream::connect(address).unwrap();
    let path = "/api/import?tableName=t&format=jsonLines&mode=replace";
    let length = count * line.len();
    write!(
        stream,
        "POST {path} HTTP/1.1\r\nhost: {host}\r\nauthorization: {key}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
    )
    .unwrap();
    let mut state = 1_u64;
    for _ in 0..count {
        // Letters that hardly compress.
        for byte in line.iter_mut().filter(|byte| byte.is_ascii_lowercase()).skip("text".len()) {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = b'a' + u8::try_from(state >> 59).unwrap() % 26;
        }
        stream.write_all(&line).unwrap();
    }
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains(&format!("\"numWritten\":{count}")), "{answer}");
}

#[test]
fn imports_and_exports_take_no_memory_for_their_length() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("platform.db");
    let served = Served::start(&data(&store)).unwrap();
    let project = served.call("POST", "/v1/teams/1/create_project", &json!({ "projectName": "App" })).json();
    let made =
        served.call("POST", &format!("/v1/projects/{}/create_deployment", project["id"]), &json!({"type": "dev"}));
    let name = made.json()["name"].as_str().unwrap().to_owned();
    let key =
        served.call("POST", &format!("/v1/deployments/{name}/create_deploy_key"), &json!({ "name": "ci" })).json();
    let key = format!("Convex {}", key["deployKey"].as_str().unwrap());
    let address = served.url().strip_prefix("http://").unwrap();

    let (_, before) = peak(served.id());
    import(address, &format!("{name}.localhost"), &key);
    let (highest, before_export) = peak(served.id());
    assert!(highest < before + MOST, "an import of {LENGTH} bytes takes {} bytes", highest - before);

    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let convex = convex_ops::ConvexBuilder::new(served.url()).token(served.token()).build().unwrap();
    let written = runtime.block_on(async {
        let export = convex.deployment(&name).export().await.unwrap();
        export.write_to(&mut std::io::sink()).await.unwrap()
    });
    assert!(written > 0);
    let (highest, _) = peak(served.id());
    assert!(highest < before_export + MOST, "an export of {LENGTH} bytes takes {} bytes", highest - before_export);
}
