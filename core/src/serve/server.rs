//! The server: starting it, and stopping it.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use axum::extract::Request;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, watch};
use tokio::task::{JoinHandle, spawn_blocking};
use tower::util::BoxCloneSyncService;
use tower::{Layer, service_fn};

use super::attend::attend;
use super::connections::{Connections, Entrance};
use super::cors;
use super::options::Options;
use super::origins::{Domain, Opened, Origins};
use super::router::Routes;
use super::service::Service;
use crate::api::lookups::ListTeams;
use crate::embedded::{Caller, First, Platform};
use crate::error::{Error, ErrorKind, Result};
use crate::keys::Secret;
use crate::model::TeamId;

/// A server that accepts requests. Dropped, it stops too, without waiting for requests that are under way.
pub struct Server {
    url: String,
    token: Secret,
    team_id: TeamId,
    platform: Arc<Platform>,
    stop: watch::Sender<bool>,
    running: JoinHandle<()>,
}

impl Server {
    /// Opens the platform, and serves it. It accepts requests once this returns.
    ///
    /// # Errors
    /// `InvalidInput` where the options make no sense, or the file is none of a platform; `Io` where the file or the port
    /// can't be opened.
    pub async fn start(options: Options) -> Result<Self> {
        let listener = listen(&options).await?;
        let failed = |error| Error::io("the server's port is gone", &error);
        let address = listener.local_addr().map_err(failed)?;
        let main = reachable(address);
        let (origins, opened) = match &options.domain {
            Some(domain) => (Origins::Domain(Domain::new(domain, main.port())?), None),
            None => {
                let (origins, opened) = Origins::ports(main, options.max_ports);
                (origins, Some(opened))
            }
        };
        let origins = Arc::new(origins);
        let (platform, token, team_id) = open(&options, &origins).await?;
        let service = Arc::new(Service::new(Arc::clone(&platform), origins, token.clone(), options.limits));
        let routes = Routes::new(&service, options.domain.as_deref(), options.admin);
        let app = service_fn(move |request: Request| routes.clone().answer(request));
        let app = BoxCloneSyncService::new(cors::layer(&options.allow_origins).layer(app));
        let (stop, stopped) = watch::channel(false);
        let (alive, done) = mpsc::channel(1);
        let connections = Connections { app, limits: options.limits, stopped, _alive: alive };
        let attending = tokio::spawn(attend(service, options.attend_every));
        let running = tokio::spawn(run(connections, listener, opened, attending, done));
        Ok(Self { url: format!("http://{main}"), token, team_id, platform, stop, running })
    }

    /// Where it is reached: `http://127.0.0.1:3210`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// A personal access token of the first member.
    #[must_use]
    pub fn token(&self) -> &Secret {
        &self.token
    }

    /// The first team, which the first member administers.
    #[must_use]
    pub fn team_id(&self) -> TeamId {
        self.team_id
    }

    /// The platform that is served.
    #[must_use]
    pub fn platform(&self) -> &Arc<Platform> {
        &self.platform
    }

    /// Accepts nothing any more, and lets requests that are under way finish.
    pub async fn stop(self) {
        // Nobody listens where it has stopped already.
        let _ = self.stop.send(true);
        let _ = self.running.await;
    }
}

async fn listen(options: &Options) -> Result<TcpListener> {
    let address = SocketAddr::new(options.host, options.port);
    TcpListener::bind(address).await.map_err(|error| {
        Error::new(ErrorKind::Io, format!("`{address}` can't be listened on: {error}"))
            .help("choose another port, or 0 for one that is free")
    })
}

/// A server that listens on every address is reached at that of loopback.
fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}

async fn open(options: &Options, origins: &Arc<Origins>) -> Result<(Arc<Platform>, Secret, TeamId)> {
    let (location, known, origins) = (options.location.clone(), options.token.clone(), Arc::clone(origins));
    let platform = options.platform.clone().addresses(origins.clone());
    let opened = spawn_blocking(move || {
        let platform = Arc::new(Platform::open(&location, &platform)?);
        let (token, team) = first(&platform, known)?;
        origins.restore(&platform)?;
        Ok((platform, token, team))
    });
    opened.await.map_err(|error| Error::new(ErrorKind::Internal, "opening broke off").caused_by(error))?
}

/// The token of before, if it still opens a team; else a new one.
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

/// Serves the main port, and each that is opened for a deployment, until the server stops and its connections are done.
async fn run(
    connections: Connections,
    main: TcpListener,
    opened: Option<mpsc::UnboundedReceiver<Opened>>,
    attending: JoinHandle<()>,
    mut done: mpsc::Receiver<Infallible>,
) {
    let stop_time = connections.limits.stop_time;
    let of_deployments = opened.map(|opened| tokio::spawn(serve_ports(connections.clone(), opened)));
    connections.accept(Entrance { listener: main, deployment: None, until: None }).await;
    attending.abort();
    if let Some(of_deployments) = of_deployments {
        of_deployments.abort();
    }
    // The last connection drops the last sender.
    let _ = tokio::time::timeout(stop_time, done.recv()).await;
}

/// Serves each port that is opened for a deployment.
async fn serve_ports(connections: Connections, mut opened: mpsc::UnboundedReceiver<Opened>) {
    while let Some(Opened { deployment, listener, until }) = opened.recv().await {
        // A port that the runtime refuses is closed at once, as one that is not served should be.
        if let Ok(listener) = TcpListener::from_std(listener) {
            let entrance = Entrance { listener, deployment: Some(deployment.into()), until: Some(until) };
            tokio::spawn(connections.clone().accept(entrance));
        }
    }
}
