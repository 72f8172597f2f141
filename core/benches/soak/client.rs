//! A client with a persistent connection.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

use serde_json::Value;

use super::Target;

pub(crate) struct Client {
    stream: BufReader<TcpStream>,
    token: String,
}

impl Client {
    pub(crate) fn open(url: &str, token: &str) -> Self {
        let stream = TcpStream::connect(url.strip_prefix("http://").unwrap()).unwrap();
        stream.set_nodelay(true).unwrap();
        Self { stream: BufReader::new(stream), token: token.to_owned() }
    }

    /// Calls an operation on the server's own origin.
    pub(crate) fn management(&mut self, method: &str, path: &str, body: &Value) -> Result<Value, String> {
        let authorization = format!("Bearer {}", self.token);
        self.send(method, path, ("localhost", &authorization), &body.to_string())
    }

    /// Calls an operation of a deployment.
    pub(crate) fn deployment(&mut self, on: &Target, method: &str, path: &str, body: &str) -> Result<Value, String> {
        self.send(method, path, (&on.host, &format!("Convex {}", on.key)), body)
    }

    /// Sends a request until the server has no reason to refuse it for too many at a time.
    fn send(&mut self, method: &str, path: &str, (host, key): (&str, &str), body: &str) -> Result<Value, String> {
        loop {
            let head = format!(
                "{method} {path} HTTP/1.1\r\nhost: {host}\r\nauthorization: {key}\r\ncontent-length: {}\r\n\r\n",
                body.len()
            );
            self.stream.get_mut().write_all((head + body).as_bytes()).map_err(|error| error.to_string())?;
            let (status, answer) = self.receive().map_err(|error| error.to_string())?;
            match status {
                200..300 => return Ok(serde_json::from_str(&answer).unwrap_or_default()),
                429 => std::thread::sleep(std::time::Duration::from_millis(200)),
                _ => return Err(format!("{method} {path}: {status} {answer}")),
            }
        }
    }

    fn receive(&mut self) -> std::io::Result<(u16, String)> {
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let status = line.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
        let mut length = 0;
        loop {
            line.clear();
            self.stream.read_line(&mut line)?;
            match line.trim_end().split_once(": ") {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                    length = value.parse().unwrap_or_default();
                }
                Some(_) => {}
                None => break,
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        Ok((status, String::from_utf8_lossy(&body).into_owned()))
    }
}
