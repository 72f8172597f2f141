//! Starting and stopping the server.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::extract::Request;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, watch};
use tokio::task::{JoinHandle, spawn_blocking};
use tower::util::BoxCloneSyncService;
use tower::{Layer, service_fn};

use super::connections::{Connections, ServedPort};
use super::cors::{self, Pages};
use super::maintenance::run_maintenance;
use super::options::ServeOptions;
use super::origins::{Domain, OpenedPort, Origins};
use super::router::Routes;
use super::service::Service;
use crate::api::lookups::ListTeams;
use crate::embedded::{Caller, First, Platform};
use crate::error::{Error, ErrorKind, Result};
use crate::keys::Secret;
use crate::model::TeamId;

/// Maximum time to wait for cancelled evaluations.
const TO_CANCEL: Duration = Duration::from_secs(1);

/// A running server. Dropping it stops the server without waiting for running requests.
pub struct Server {
    url: String,
    token: Secret,
    team_id: TeamId,
    platform: Arc<Platform>,
    stop: watch::Sender<bool>,
    running: JoinHandle<()>,
}

impl Server {
    /// Opens the platform and serves it. The server accepts requests as soon as this returns.
    ///
    /// # Errors
    /// `InvalidInput` if the options are invalid or the file is not a platform's store; `Io` if the file or the port
    /// cannot be opened.
    pub async fn start(options: ServeOptions) -> Result<Self> {
        let listener = listen(&options).await?;
        let failed = |error| Error::io("cannot read the server's address", &error);
        let address = listener.local_addr().map_err(failed)?;
        let main = client_address(address);
        let (origins, opened) = match &options.domain {
            Some(domain) => (Origins::Domain(Domain::new(domain, main.port())?), None),
            None => {
                let (origins, opened) = Origins::ports(main, options.max_ports);
                (origins, Some(opened))
            }
        };
        let origins = Arc::new(origins);
        let (platform, token, team_id) = open(&options, &origins).await?;
        let pages = Pages::new(&options.allow_origins);
        let service =
            Arc::new(Service::new(Arc::clone(&platform), origins, token.clone(), options.limits, pages.clone()));
        let routes = Routes::new(&service, options.domain.as_deref(), options.admin);
        let app = service_fn(move |request: Request| routes.clone().answer(request));
        let app = BoxCloneSyncService::new(cors::layer(pages).layer(app));
        let (stop, stopped) = watch::channel(false);
        let (alive, done) = mpsc::channel(1);
        let connections = Connections::new(app, options.limits, stopped, alive);
        let maintenance = tokio::spawn(run_maintenance(Arc::clone(&service), options.maintenance_interval));
        let running = tokio::spawn(run(service, connections, listener, opened, maintenance, done));
        Ok(Self { url: format!("http://{main}"), token, team_id, platform, stop, running })
    }

    /// URL of the server: `http://127.0.0.1:3210`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Personal access token of the first member.
    #[must_use]
    pub fn token(&self) -> &Secret {
        &self.token
    }

    /// First team. The first member is its admin.
    #[must_use]
    pub fn team_id(&self) -> TeamId {
        self.team_id
    }

    /// The platform behind the server.
    #[must_use]
    pub fn platform(&self) -> &Arc<Platform> {
        &self.platform
    }

    /// Stops accepting connections and waits for running requests to finish, for at most [`ServeLimits::stop_time`]. Then
    /// cancels the evaluations of pushes, which end their processes.
    ///
    /// [`ServeLimits::stop_time`]: super::ServeLimits::stop_time
    pub async fn stop(self) {
        // The receiver is dropped if the server has already stopped.
        let _ = self.stop.send(true);
        let _ = self.running.await;
    }
}

async fn listen(options: &ServeOptions) -> Result<TcpListener> {
    let address = SocketAddr::new(options.host, options.port);
    TcpListener::bind(address).await.map_err(|error| {
        Error::new(ErrorKind::Io, format!("cannot listen on `{address}`: {error}"))
            .help("choose another port, or 0 for a free one")
    })
}

/// Returns the address that clients use: loopback if the server listens on every address.
fn client_address(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}

async fn open(options: &ServeOptions, origins: &Arc<Origins>) -> Result<(Arc<Platform>, Secret, TeamId)> {
    let (location, known, origins) = (options.location.clone(), options.token.clone(), Arc::clone(origins));
    let platform = options.platform.clone().addresses(origins.clone());
    let opened = spawn_blocking(move || {
        let platform = Arc::new(Platform::open(&location, &platform)?);
        let (token, team) = first(&platform, known)?;
        origins.restore(&platform)?;
        Ok((platform, token, team))
    });
    opened.await.map_err(|error| Error::new(ErrorKind::Internal, "opening the platform panicked").caused_by(error))?
}

/// Returns the known token if it is still valid, otherwise a new one, with the first team.
fn first(platform: &Platform, known: Option<Secret>) -> Result<(Secret, TeamId)> {
    if let Some(token) = known {
        let teams = platform.call(&Caller::with_token(token.clone()), ListTeams {});
        match teams.map(|teams| teams.first().map(|team| team.id)) {
            Ok(Some(team)) => return Ok((token, team)),
            Err(error) if error.kind() != ErrorKind::Unauthenticated => return Err(error),
            Ok(None) | Err(_) => {}
        }
    }
    let First { token, team_id, .. } = platform.bootstrap()?;
    Ok((token, team_id))
}

/// Serves the main port and the ports of deployments until the server stops and its connections end.
async fn run(
    service: Arc<Service>,
    connections: Connections,
    main: TcpListener,
    opened: Option<mpsc::UnboundedReceiver<OpenedPort>>,
    maintenance: JoinHandle<()>,
    mut done: mpsc::Receiver<Infallible>,
) {
    let stop_time = connections.stop_time();
    let of_deployments = opened.map(|opened| tokio::spawn(serve_ports(connections.clone(), opened)));
    connections.accept(ServedPort { listener: main, deployment: None, until: None }).await;
    maintenance.abort();
    if let Some(of_deployments) = of_deployments {
        of_deployments.abort();
    }
    // The last connection drops the last sender, which ends the wait.
    if tokio::time::timeout(stop_time, done.recv()).await.is_err() {
        service.evaluations.close();
        let _ = tokio::time::timeout(TO_CANCEL, done.recv()).await;
    }
}

/// Serves each port that is opened for a deployment.
async fn serve_ports(connections: Connections, mut opened: mpsc::UnboundedReceiver<OpenedPort>) {
    while let Some(OpenedPort { deployment, listener, until }) = opened.recv().await {
        // A port that the runtime rejects is closed at once.
        if let Ok(listener) = TcpListener::from_std(listener) {
            let port = ServedPort { listener, deployment: Some(deployment.into()), until: Some(until) };
            tokio::spawn(connections.clone().accept(port));
        }
    }
}
