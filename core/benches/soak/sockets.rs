//! WebSockets that follow a query each, all on one thread.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::json;
use tokio::net::TcpStream;
use tokio_tungstenite::client_async;
use tokio_tungstenite::tungstenite::Message;

use super::Target;

pub(crate) struct Sockets {
    stop: Arc<AtomicBool>,
    received: Arc<AtomicUsize>,
    thread: JoinHandle<()>,
}

impl Sockets {
    pub(crate) fn open(url: &str, targets: &[Target], count: usize) -> Self {
        let (stop, received) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
        let address = url.strip_prefix("http://").unwrap().to_owned();
        let on: Vec<_> = targets.iter().map(|target| (target.host.clone(), target.key.clone())).collect();
        let (stops, counts) = (Arc::clone(&stop), Arc::clone(&received));
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let all = (0..count).map(|n| {
                    let (host, key) = &on[n % on.len()];
                    follow(&address, host, key, &stops, &counts)
                });
                futures_util::future::join_all(all).await;
            });
        });
        Self { stop, received, thread }
    }

    /// Closes the connections. Returns the number of messages with results.
    pub(crate) fn close(self) -> usize {
        self.stop.store(true, Ordering::Relaxed);
        self.thread.join().unwrap();
        self.received.load(Ordering::Relaxed)
    }
}

async fn follow(address: &str, host: &str, key: &str, stop: &AtomicBool, received: &AtomicUsize) {
    let stream = TcpStream::connect(address).await.unwrap();
    let (mut socket, _) = client_async(format!("ws://{host}/api/1.48.0/sync"), stream).await.unwrap();
    let query = json!({ "type": "Add", "queryId": 0, "udfPath": "_system/cli/queryEnvironmentVariables:default", "args": [{}] });
    for message in [
        json!({ "type": "Connect", "sessionId": "0", "connectionCount": 0, "clientTs": 0 }),
        json!({ "type": "Authenticate", "baseVersion": 0, "tokenType": "Admin", "value": key }),
        json!({ "type": "ModifyQuerySet", "baseVersion": 0, "newVersion": 1, "modifications": [query] }),
    ] {
        socket.send(Message::text(message.to_string())).await.unwrap();
    }
    while !stop.load(Ordering::Relaxed) {
        match tokio::time::timeout(Duration::from_millis(200), socket.next()).await {
            Ok(Some(Ok(Message::Text(text)))) if text.contains("\"Transition\"") => {
                received.fetch_add(1, Ordering::Relaxed);
            }
            Ok(Some(Ok(_))) | Err(_) => {}
            Ok(Some(Err(error))) => panic!("a WebSocket failed: {error}"),
            Ok(None) => panic!("a WebSocket was closed"),
        }
    }
}
