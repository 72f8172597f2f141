//! Accepts connections, enforces their limits, and drains them when the server stops.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, oneshot, watch};
use tower::util::BoxCloneSyncService;
use tower::{ServiceExt, service_fn};

use super::bad_request::WithErrorBodies;
use super::context::{Lifetime, OnDeployment, Peer};
use super::options::ServeLimits;

/// Pause after a failed accept, which happens when too many files are open.
const PAUSE: Duration = Duration::from_millis(50);

/// Maximum number of headers in a request.
const MAX_HEADERS: usize = 100;

/// Handler of all requests.
pub(crate) type App = BoxCloneSyncService<Request<Body>, Response, Infallible>;

/// State shared by all connections.
#[derive(Clone)]
pub(crate) struct Connections {
    app: App,
    limits: ServeLimits,
    /// Changes, or loses its sender, when the server stops.
    stopped: watch::Receiver<bool>,
    /// Never sends. Each connection holds a clone, so the receiver is closed when the last connection ends.
    _alive: mpsc::Sender<Infallible>,
}

/// A port that accepts connections.
pub(crate) struct ServedPort {
    pub(crate) listener: TcpListener,
    /// Deployment that requests on this port address.
    pub(crate) deployment: Option<Arc<str>>,
    /// Resolves when this port closes before the server stops.
    pub(crate) until: Option<oneshot::Receiver<()>>,
}

impl Connections {
    /// Creates the state of a server. `stopped` changes when it stops, and `alive` is dropped when its last connection ends.
    pub(crate) fn new(
        app: App,
        limits: ServeLimits,
        stopped: watch::Receiver<bool>,
        alive: mpsc::Sender<Infallible>,
    ) -> Self {
        Self { app, limits, stopped, _alive: alive }
    }

    /// Returns the maximum time that requests may continue after the server stops.
    pub(super) fn stop_time(&self) -> Duration {
        self.limits.stop_time
    }

    /// Accepts connections until the port closes or the server stops.
    pub(crate) async fn accept(mut self, port: ServedPort) {
        let ServedPort { listener, deployment, until } = port;
        let closed = async {
            match until {
                // A dropped sender also closes the port.
                Some(until) => drop(until.await),
                None => std::future::pending().await,
            }
        };
        tokio::pin!(closed);
        loop {
            let accepted = tokio::select! {
                accepted = listener.accept() => accepted,
                () = &mut closed => return,
                _ = self.stopped.changed() => return,
            };
            match accepted {
                Ok((stream, peer)) => {
                    drop(tokio::spawn(self.clone().serve(stream, Peer(peer.ip()), deployment.clone())));
                }
                Err(_) => tokio::time::sleep(PAUSE).await,
            }
        }
    }

    async fn serve(mut self, stream: TcpStream, peer: Peer, deployment: Option<Arc<str>>) {
        // Responses are small: delaying them to fill a packet gains nothing.
        let _ = stream.set_nodelay(true);
        let app = self.app.clone();
        let lifetime = Lifetime { stopped: self.stopped.clone(), _alive: self._alive.clone() };
        let service = service_fn(move |request: Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(peer);
            request.extensions_mut().insert(lifetime.clone());
            if let Some(name) = &deployment {
                request.extensions_mut().insert(OnDeployment(Arc::clone(name)));
            }
            app.clone().oneshot(request)
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(self.limits.head_time)
            .max_headers(MAX_HEADERS)
            .max_buf_size(self.limits.head_bytes)
            .serve_connection(WithErrorBodies::new(TokioIo::new(stream)), TowerToHyperService::new(service))
            .with_upgrades();
        tokio::pin!(connection);
        // Only the client is affected by a broken connection.
        tokio::select! {
            _ = connection.as_mut() => {}
            _ = self.stopped.changed() => {
                connection.as_mut().graceful_shutdown();
                let _ = connection.await;
            }
        }
    }
}
