//! Starting and stopping the dashboard's server.

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::extract::Request;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;
use tower::service_fn;
use tower::util::BoxCloneSyncService;

use super::addresses::Addresses;
use super::guard::Guard;
use super::options::DashboardOptions;
use super::routes::Routes;
use super::run_secret;
use super::state::State;
use crate::client::{Client, ReqwestTransport};
use crate::error::{Error, ErrorKind, Result};
use crate::keys::Secret;
use crate::serve::{Connections, ServedPort};

/// The running server of a dashboard. Dropping it stops the server without waiting for running requests.
pub struct Dashboard {
    url: Secret,
    stop: watch::Sender<bool>,
    running: JoinHandle<()>,
}

impl Dashboard {
    /// Starts the server on a loopback port. It accepts requests as soon as this returns.
    ///
    /// # Errors
    /// `InvalidInput` if the URL of the platform or the token is invalid; `Io` if the port cannot be opened.
    pub async fn start(options: DashboardOptions) -> Result<Self> {
        let DashboardOptions { platform, token, assets, port, is_embedded, limits } = options;
        // Refuses addresses that are no origin, plain HTTP to other machines, and malformed tokens.
        Client::builder().url(&platform).credential(token.clone()).build()?;
        let listener = listen(port).await?;
        let unknown = |error| Error::io("cannot read the server's address", &error);
        let port = listener.local_addr().map_err(unknown)?.port();
        let secret = run_secret::create()?;
        let url = Secret::new(format!("http://127.0.0.1:{port}/#secret={}", secret.expose()));
        let state = Arc::new(State {
            guard: Guard { secret, port },
            assets,
            addresses: Addresses::new(&platform),
            platform: platform.trim_end_matches('/').to_owned(),
            is_embedded,
            token,
            transport: ReqwestTransport::new()?,
            limits,
        });
        let routes = Routes::new(&state);
        let app = BoxCloneSyncService::new(service_fn(move |request: Request| routes.clone().answer(request)));
        let (stop, stopped) = watch::channel(false);
        let (alive, done) = mpsc::channel(1);
        let connections = Connections::new(app, limits, stopped, alive);
        let running = tokio::spawn(run(connections, listener, done, limits.stop_time));
        Ok(Self { url, stop, running })
    }

    /// URL of the page, with the secret of the run: `http://127.0.0.1:4321/#secret=…`.
    #[must_use]
    pub fn url(&self) -> &Secret {
        &self.url
    }

    /// Stops accepting connections and waits for running requests.
    pub async fn stop(self) {
        // The receiver is dropped if the server has already stopped.
        let _ = self.stop.send(true);
        let _ = self.running.await;
    }
}

async fn listen(port: u16) -> Result<TcpListener> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    TcpListener::bind(address).await.map_err(|error| {
        Error::new(ErrorKind::Io, format!("cannot listen on `{address}`: {error}"))
            .help("choose another port, or 0 for a free one")
    })
}

async fn run(connections: Connections, listener: TcpListener, mut done: mpsc::Receiver<Infallible>, wait: Duration) {
    connections.accept(ServedPort { listener, deployment: None, until: None }).await;
    // The last connection drops the last sender, which ends the wait.
    let _ = tokio::time::timeout(wait, done.recv()).await;
}
