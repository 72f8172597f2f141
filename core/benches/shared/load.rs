//! Generates load: each connection sends its next request after the previous response.

use std::cell::Cell;
use std::io::{ErrorKind, Read, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::runtime::Builder;

/// The load generator.
pub(crate) struct Load {
    address: String,
    token: String,
    connections: usize,
}

impl Load {
    pub(crate) fn new(url: &str, token: &str, connections: usize) -> Self {
        Self { address: url.strip_prefix("http://").unwrap().to_owned(), token: token.to_owned(), connections }
    }

    /// Returns a generator with another number of connections.
    #[allow(dead_code, reason = "not every bench needs it")]
    pub(crate) fn with_connections(&self, connections: usize) -> Self {
        Self { address: self.address.clone(), token: self.token.clone(), connections }
    }

    /// Returns the bytes of a request.
    pub(crate) fn request(&self, method: &str, path: &str, body: &str) -> Vec<u8> {
        let Self { address, token, .. } = self;
        let length = body.len();
        format!(
            "{method} {path} HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {token}\r\n\
             content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
        )
        .into_bytes()
    }

    /// Sends one request and returns its response.
    pub(crate) fn once(&self, method: &str, path: &str, body: &Value) -> Value {
        let request = self.request(method, path, &body.to_string());
        let answer = Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
            let mut connection = Connection::open(&self.address).await;
            connection.call(&request).await
        });
        parse(&answer)
    }

    /// Sends requests for a time, numbered from `from`, and returns the responses per second.
    pub(crate) fn run(&self, time: Duration, from: usize, request: impl Fn(usize) -> Vec<u8>) -> f64 {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let next = Cell::new(from);
        runtime.block_on(async {
            let mut open = Vec::new();
            for _ in 0..self.connections {
                open.push(Connection::open(&self.address).await);
            }
            let started = Instant::now();
            let work = async |mut connection: Connection| {
                while started.elapsed() < time {
                    let n = next.replace(next.get() + 1);
                    connection.call(&request(n)).await;
                }
            };
            futures_util::future::join_all(open.into_iter().map(work)).await;
            (next.get() - from) as f64 / started.elapsed().as_secs_f64()
        })
    }
}

impl Load {
    /// Sends requests for a time, with a pause after each response, and returns the latencies.
    #[allow(dead_code, reason = "not every bench needs it")]
    pub(crate) fn latencies(
        &self,
        time: Duration,
        pause: Duration,
        request: impl Fn(usize) -> Vec<u8>,
    ) -> Vec<Duration> {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let next = Cell::new(0);
        runtime.block_on(async {
            let started = Instant::now();
            let work = async || {
                let mut connection = Connection::open(&self.address).await;
                let mut latencies = Vec::new();
                while started.elapsed() < time {
                    let n = next.replace(next.get() + 1);
                    let sent = Instant::now();
                    connection.call(&request(n)).await;
                    latencies.push(sent.elapsed());
                    tokio::time::sleep(pause).await;
                }
                latencies
            };
            let all = futures_util::future::join_all((0..self.connections).map(|_| work())).await;
            all.into_iter().flatten().collect()
        })
    }

    /// Pushes a module that never ends to a deployment below `localhost`, until the server answers or `stop` is set.
    #[allow(dead_code, reason = "not every bench needs it")]
    pub(crate) fn push_endlessly(&self, deployment: &str, key: &str, stop: &AtomicBool) {
        let module = serde_json::json!({ "path": "loop.js", "source": "for (;;) {}" });
        let body = serde_json::json!({ "appDefinition": { "changedModules": [module] } }).to_string();
        let head = format!(
            "POST /api/deploy2/start_push HTTP/1.1\r\nhost: {deployment}.localhost\r\nauthorization: Convex {key}\r\n\
             connection: close\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        let mut stream = std::net::TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_millis(100))).unwrap();
        stream.write_all((head + &body).as_bytes()).unwrap();
        let mut answer = [0; 64];
        while !stop.load(Ordering::Relaxed) {
            match stream.read(&mut answer) {
                // Any answer, even the end of the connection, ends the push.
                Ok(0..) => return,
                Err(error) => assert!(matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut), "{error}"),
            }
        }
    }
}

/// Parses a response; an empty one is `null`.
pub(crate) fn parse(body: &[u8]) -> Value {
    if body.is_empty() { Value::Null } else { serde_json::from_slice(body).unwrap() }
}

/// A persistent connection.
struct Connection {
    stream: TcpStream,
    bytes: Vec<u8>,
}

impl Connection {
    async fn open(address: &str) -> Self {
        let stream = TcpStream::connect(address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Self { stream, bytes: Vec::with_capacity(4096) }
    }

    /// Sends a request, which must succeed, and returns the body of the response.
    async fn call(&mut self, request: &[u8]) -> Vec<u8> {
        self.stream.write_all(request).await.unwrap();
        self.bytes.clear();
        loop {
            assert_ne!(self.stream.read_buf(&mut self.bytes).await.unwrap(), 0, "the connection was closed");
            if let Some(body) = complete_body(&self.bytes) {
                return body.to_vec();
            }
        }
    }
}

/// Returns the body of a complete response.
fn complete_body(bytes: &[u8]) -> Option<&[u8]> {
    let text = std::str::from_utf8(bytes).unwrap();
    let (head, body) = text.split_once("\r\n\r\n")?;
    assert!(head.starts_with("HTTP/1.1 2"), "{text}");
    let length =
        head.lines().find_map(|line| line.strip_prefix("content-length: ")).map_or(0, |text| text.parse().unwrap());
    (body.len() == length).then_some(body.as_bytes())
}
