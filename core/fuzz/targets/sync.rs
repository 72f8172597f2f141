//! Fuzzes the messages of the sync protocol. After any messages the server still closes the connection in order, and all it
//! sends is JSON of a known type.
//!
//! An input has a message per line. `$KEY` in it stands for a key of the deployment.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::Value;
use tokio::net::TcpStream;
use tokio_tungstenite::client_async;
use tokio_tungstenite::tungstenite::{Error, Message};

use super::served::{Served, World};

/// Messages of a server.
const TYPES: [&str; 6] = ["ActionResponse", "AuthError", "FatalError", "MutationResponse", "Ping", "Transition"];

/// Maximum time until the server closes the connection.
const PATIENCE: Duration = Duration::from_secs(30);

static SERVED: Served = Served::new();

/// Sends the messages of an input, and then closes the connection.
pub(crate) fn run(bytes: &[u8]) {
    let world = SERVED.world();
    let text = String::from_utf8_lossy(bytes).replace("$KEY", &world.key);
    // A timer needs the runtime when it is made.
    let spoken = world.runtime.block_on(async { tokio::time::timeout(PATIENCE, speak(&world, &text)).await });
    for message in spoken.expect("the server closes the connection") {
        let message: Value = serde_json::from_str(&message).expect("JSON");
        let kind = message["type"].as_str().unwrap_or_default();
        assert!(TYPES.contains(&kind), "{message}");
        let secret = world.key.rsplit('|').next().unwrap_or_default();
        assert!(kind == "Transition" || !message.to_string().contains(secret), "{message}");
    }
}

/// Returns what the server sends until it closes the connection.
async fn speak(world: &World, text: &str) -> Vec<String> {
    let stream = TcpStream::connect(world.address()).await.expect("a connection");
    let url = format!("ws://{}.localhost/api/1.48.0/sync", world.name);
    let (socket, _) = client_async(url, stream).await.expect("a WebSocket");
    let (mut sender, mut receiver) = socket.split();
    let send = async {
        for line in text.lines() {
            // The server may have closed the connection.
            if sender.send(Message::text(line)).await.is_err() {
                return;
            }
        }
        let _ = sender.send(Message::Close(None)).await;
    };
    let receive = async {
        let mut received = Vec::new();
        loop {
            match receiver.next().await {
                Some(Ok(Message::Text(text))) => received.push(text.to_string()),
                Some(Ok(_)) => {}
                Some(Err(Error::ConnectionClosed | Error::AlreadyClosed | Error::Io(_) | Error::Protocol(_)))
                | None => {
                    return received;
                }
                Some(Err(error)) => panic!("{error}"),
            }
        }
    };
    tokio::join!(send, receive).1
}
