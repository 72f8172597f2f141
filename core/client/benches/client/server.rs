//! A loopback server that gives every request the same answer.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

const PROJECT: &str = r#"{"id":7,"name":"To do","slug":"todo","teamId":3,"teamSlug":"acme","createTime":1700000000000,"prodDeploymentName":"happy-otter-123"}"#;

/// Starts the server, which lives as long as the process, and answers its address.
pub(crate) fn start() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let stream = stream.unwrap();
            thread::spawn(move || serve(stream));
        }
    });
    url
}

fn serve(mut stream: TcpStream) {
    stream.set_nodelay(true).unwrap();
    let head =
        format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n", PROJECT.len());
    let answer = head + PROJECT;
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let Ok(read @ 1..) = stream.read(&mut chunk) else { return };
        bytes.extend_from_slice(&chunk[..read]);
        // The requests have no bodies: each ends with its head.
        if bytes.ends_with(b"\r\n\r\n") {
            bytes.clear();
            if stream.write_all(answer.as_bytes()).is_err() {
                return;
            }
        }
    }
}
