//! What the server knows of a request besides what it says: extensions of the request.

use std::convert::Infallible;
use std::net::IpAddr;
use std::sync::Arc;

use tokio::sync::{mpsc, watch};

/// Where a request came from.
#[derive(Clone, Copy)]
pub(super) struct Peer(pub(super) IpAddr);

/// The deployment that a request is for, by the port or the host that it came to.
#[derive(Clone)]
pub(super) struct OnDeployment(pub(super) Arc<str>);

/// How long a request may go on: until the server stops, which waits for those who hold this.
#[derive(Clone)]
pub(super) struct Lifetime {
    pub(super) stopped: watch::Receiver<bool>,
    pub(super) _alive: mpsc::Sender<Infallible>,
}

impl Lifetime {
    /// Resolves when the server stops.
    pub(super) async fn ended(&mut self) {
        // A sender that is gone says so too.
        let _ = self.stopped.changed().await;
    }
}
