//! Connections: accepted, held to their limits, and let finish when the server stops.

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

use super::context::{Lifetime, OnDeployment, Peer};
use super::options::Limits;
use super::unparsed::Outspoken;

/// How long nothing is accepted after accepting failed, as it does where too many files are open.
const PAUSE: Duration = Duration::from_millis(50);

/// How many headers a request may have.
const MAX_HEADERS: usize = 100;

/// What answers requests.
pub(super) type App = BoxCloneSyncService<Request<Body>, Response, Infallible>;

/// What all connections have in common.
#[derive(Clone)]
pub(super) struct Connections {
    pub(super) app: App,
    pub(super) limits: Limits,
    /// Changes, or loses its sender, when the server stops.
    pub(super) stopped: watch::Receiver<bool>,
    /// Never sends; each connection holds a clone, so that the receiver learns when the last one is done.
    pub(super) _alive: mpsc::Sender<Infallible>,
}

/// A port that connections come to.
pub(super) struct Entrance {
    pub(super) listener: TcpListener,
    /// The deployment that all who come here mean.
    pub(super) deployment: Option<Arc<str>>,
    /// Resolves when the port is to be closed before the server stops.
    pub(super) until: Option<oneshot::Receiver<()>>,
}

impl Connections {
    /// Accepts connections until the port is to be closed or the server stops.
    pub(super) async fn accept(mut self, entrance: Entrance) {
        let Entrance { listener, deployment, until } = entrance;
        let closed = async {
            match until {
                // Whoever would say so is gone: that says it too.
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
        // Answers are small; waiting to fill a packet only delays them.
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
            .serve_connection(Outspoken::new(TokioIo::new(stream)), TowerToHyperService::new(service))
            .with_upgrades();
        tokio::pin!(connection);
        // A connection that breaks concerns nobody but its other end.
        tokio::select! {
            _ = connection.as_mut() => {}
            _ = self.stopped.changed() => {
                connection.as_mut().graceful_shutdown();
                let _ = connection.await;
            }
        }
    }
}
