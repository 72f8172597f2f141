//! Request extensions: facts of the server about a request.

use std::convert::Infallible;
use std::net::IpAddr;
use std::sync::Arc;

use tokio::sync::{mpsc, watch};

/// Client address.
#[derive(Clone, Copy)]
pub(super) struct Peer(pub(super) IpAddr);

/// Deployment that a request addresses, derived from its port or host.
#[derive(Clone)]
pub(super) struct OnDeployment(pub(super) Arc<str>);

/// Lifetime of a request: until the server stops. The server waits for all holders of this value.
#[derive(Clone)]
pub(super) struct Lifetime {
    pub(super) stopped: watch::Receiver<bool>,
    pub(super) _alive: mpsc::Sender<Infallible>,
}

impl Lifetime {
    /// Resolves when the server stops.
    pub(super) async fn wait_until_stopped(&mut self) {
        // A dropped sender also means that the server stops.
        let _ = self.stopped.changed().await;
    }
}
