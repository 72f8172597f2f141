//! Handles over a recording engine, each on its own platform.

use convex_ops::api::access_tokens::CreateTeamAccessToken;
use convex_ops::api::{Contract, Operation, Request};
use convex_ops::embedded::{Caller, EmbeddedOptions, Platform, Session};
use convex_ops::engine::BoxFuture;
use convex_ops::engine::{Answer, DeploymentAddress, Engine};
use convex_ops::keys::Secret;
use convex_ops::model::{Role, TeamId};
use convex_ops::{Connection, Error, Result};
use convex_ops::{Convex, ProjectHandle, ReleaseLocation};
use std::any::Any;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// An engine that records calls, and whose deployments respond only after some polls.
#[derive(Clone, Debug)]
pub(super) struct Watched {
    inner: Arc<dyn Engine>,
    calls: Arc<Mutex<Vec<&'static str>>>,
    pub(super) looks: Arc<Mutex<u32>>,
}

impl Engine for Watched {
    fn call(&self, contract: &'static Contract, request: Request) -> BoxFuture<'_, Result<Answer>> {
        self.calls.lock().unwrap().push(contract.id);
        self.inner.call(contract, request)
    }

    fn is_ready<'a>(&'a self, url: &'a str) -> BoxFuture<'a, bool> {
        Box::pin(async move {
            assert!(self.inner.is_ready(url).await, "{url}");
            let mut looks = self.looks.lock().unwrap();
            *looks = looks.saturating_sub(1);
            *looks == 0
        })
    }

    fn on_deployment(&self, deployment: &DeploymentAddress<'_>, key: Option<Secret>) -> Result<Arc<dyn Engine>> {
        let inner = self.inner.on_deployment(deployment, key)?;
        Ok(Arc::new(Self { inner, calls: Arc::clone(&self.calls), looks: Arc::clone(&self.looks) }))
    }

    fn is_embedded(&self) -> bool {
        self.inner.is_embedded()
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        assert!(time > Duration::ZERO);
        Box::pin(async {})
    }
}

pub(super) struct Setup {
    pub(super) platform: Arc<Platform>,
    pub(super) team_id: TeamId,
    pub(super) team: String,
    pub(super) convex: Convex,
    pub(super) watched: Watched,
    /// Returns an engine for a token.
    connect: Box<dyn Fn(Secret) -> Arc<dyn Engine>>,
    /// Keeps resources alive while the engine is used.
    _behind: Box<dyn Any>,
}

impl Setup {
    async fn new(
        platform: Arc<Platform>,
        token: Secret,
        connect: impl Fn(Secret) -> Arc<dyn Engine> + 'static,
        behind: impl Any,
    ) -> Self {
        let watched = Watched::new(connect(token));
        let convex = watched.convex();
        let team = convex.teams().list().first().await.unwrap().unwrap();
        let (connect, behind) = (Box::new(connect), Box::new(behind));
        Self { platform, team_id: team.id, team: team.slug, convex, watched, connect, _behind: behind }
    }

    pub(super) fn project(&self, slug: &str) -> ProjectHandle {
        self.convex.team(&self.team).project(slug)
    }

    /// Returns the calls since the last time.
    pub(super) fn calls(&self) -> Vec<&'static str> {
        std::mem::take(&mut *self.watched.calls.lock().unwrap())
    }

    /// Acts with a token of the team.
    pub(super) async fn as_team(&self) -> Acting {
        let create = CreateTeamAccessToken::new(self.team_id).name("ci");
        let token = self.convex.connection().call(create).await.unwrap().access_token;
        self.acting(token)
    }

    /// Acts as another member of the team.
    pub(super) fn as_member(&self, role: &Role) -> Acting {
        let added = self.platform.admin().add_member(self.team_id, "other@acme.example", role).unwrap();
        self.acting(added.token)
    }

    fn acting(&self, token: Secret) -> Acting {
        let watched = Watched::new((self.connect)(token));
        Acting { convex: watched.convex(), watched }
    }

    /// Calls an operation with a key.
    pub(super) fn with_key<O: Operation>(&self, key: &Secret, request: O) -> Result<O::Response, Error> {
        self.platform.call(&Caller::with_token(key.clone()), request)
    }
}

/// Another caller of the platform.
pub(super) struct Acting {
    pub(super) convex: Convex,
    watched: Watched,
}

impl Acting {
    /// Returns the calls since the last time.
    pub(super) fn calls(&self) -> Vec<&'static str> {
        std::mem::take(&mut *self.watched.calls.lock().unwrap())
    }
}

impl Watched {
    fn new(inner: Arc<dyn Engine>) -> Self {
        Self { inner, calls: Arc::default(), looks: Arc::default() }
    }

    fn convex(&self) -> Convex {
        Convex::new(Connection::new(Arc::new(self.clone()))).with_releases(ReleaseLocation::memory())
    }
}

/// The platform in this process.
pub(super) async fn embedded() -> Setup {
    let platform = Arc::new(Platform::open("embedded:", &EmbeddedOptions::default()).unwrap());
    let first = platform.bootstrap().unwrap();
    let shared = Arc::clone(&platform);
    let connect =
        move |token| -> Arc<dyn Engine> { Arc::new(Session::new(Arc::clone(&shared), Caller::with_token(token))) };
    Setup::new(platform, first.token, connect, ()).await
}

/// The platform behind a server, reached over HTTP.
#[cfg(all(feature = "client", feature = "serve"))]
pub(super) async fn over_http() -> Setup {
    use convex_ops::client::{Client, ReqwestTransport};
    let server = convex_ops::serve::Server::start(convex_ops::serve::ServeOptions::default()).await.unwrap();
    let (platform, token, url) = (Arc::clone(server.platform()), server.token().clone(), server.url().to_owned());
    let connect = move |token: Secret| -> Arc<dyn Engine> {
        let transport = ReqwestTransport::without_proxy().unwrap();
        Arc::new(Client::builder().url(&url).credential(token).transport(transport).build().unwrap())
    };
    Setup::new(platform, token, connect, server).await
}
