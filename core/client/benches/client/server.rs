//! A loopback server with the same response to every request.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

const PROJECT: &str = r#"{"id":7,"name":"To do","slug":"todo","teamId":3,"teamSlug":"acme","createTime":1700000000000,"prodDeploymentName":"happy-otter-123"}"#;

/// Starts the server, which runs until the process exits, and returns its URL.
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
        // Requests have no body, so each ends with its head.
        if bytes.ends_with(b"\r\n\r\n") {
            bytes.clear();
            if stream.write_all(answer.as_bytes()).is_err() {
                return;
            }
        }
    }
}
