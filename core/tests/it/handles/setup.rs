//! Handles over an engine that is watched, on a platform of its own.

use convex_ops::api::Operation;
use convex_ops::api::access_tokens::CreateTeamAccessToken;
use convex_ops::api::deployments::CloudDeployment;
use convex_ops::api::exports::GetZipExport;
use convex_ops::embedded::{Caller, Options, Platform, Session};
use convex_ops::handles::{Convex, Engine, Pieces, ProjectHandle};
use convex_ops::keys::Secret;
use convex_ops::model::TeamId;
use convex_ops::{Error, Result};
use std::any::Any;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// An engine that remembers what was called, and whose deployments answer after some looks.
#[derive(Clone)]
pub(super) struct Watched<E> {
    inner: E,
    calls: Arc<Mutex<Vec<&'static str>>>,
    pub(super) looks: Arc<Mutex<u32>>,
}

impl<E: Engine> Engine for Watched<E> {
    async fn call<O: Operation>(&self, request: O) -> Result<O::Response> {
        self.calls.lock().unwrap().push(O::CONTRACT.id);
        self.inner.call(request).await
    }

    async fn answers(&self, url: &str) -> bool {
        assert!(self.inner.answers(url).await, "{url}");
        let mut looks = self.looks.lock().unwrap();
        *looks = looks.saturating_sub(1);
        *looks == 0
    }

    fn on_deployment(&self, deployment: &CloudDeployment, key: Secret) -> Result<Self> {
        let inner = self.inner.on_deployment(deployment, key)?;
        Ok(Self { inner, calls: Arc::clone(&self.calls), looks: Arc::clone(&self.looks) })
    }

    async fn download(&self, export: GetZipExport) -> Result<Box<dyn Pieces>> {
        self.calls.lock().unwrap().push(GetZipExport::CONTRACT.id);
        self.inner.download(export).await
    }

    async fn sleep(&self, time: Duration) {
        assert!(time > Duration::ZERO);
    }
}

pub(super) struct Setup<E> {
    pub(super) platform: Arc<Platform>,
    pub(super) team_id: TeamId,
    pub(super) team: String,
    pub(super) convex: Convex<Watched<E>>,
    /// An engine for whoever has a token.
    connect: Box<dyn Fn(Secret) -> E>,
    /// What must stay while the engine is used.
    _behind: Box<dyn Any>,
}

impl<E: Engine> Setup<E> {
    async fn new(
        platform: Arc<Platform>,
        token: Secret,
        connect: impl Fn(Secret) -> E + 'static,
        behind: impl Any,
    ) -> Self {
        let convex = watched(connect(token));
        let team = convex.teams().await.unwrap().remove(0);
        let (connect, behind) = (Box::new(connect), Box::new(behind));
        Self { platform, team_id: team.id, team: team.slug, convex, connect, _behind: behind }
    }

    pub(super) fn project(&self, slug: &str) -> ProjectHandle<Watched<E>> {
        self.convex.team(&self.team).project(slug)
    }

    /// What was called since the last time.
    pub(super) fn calls(&self) -> Vec<&'static str> {
        std::mem::take(&mut *self.convex.engine().calls.lock().unwrap())
    }

    /// The same with a token of the team.
    pub(super) async fn as_team(&self) -> Convex<Watched<E>> {
        let create = CreateTeamAccessToken { team_id: self.team_id, name: Some("ci".into()), expires_at: None };
        let token = self.convex.engine().call(create).await.unwrap().access_token;
        watched((self.connect)(token))
    }

    /// Calls an operation with a key.
    pub(super) fn with_key<O: convex_ops::embedded::Answered>(
        &self,
        key: &Secret,
        request: O,
    ) -> Result<O::Response, Error> {
        self.platform.call(&Caller::with_token(key.clone()), request)
    }
}

fn watched<E: Engine>(inner: E) -> Convex<Watched<E>> {
    Convex::new(Watched { inner, calls: Arc::default(), looks: Arc::default() })
}

/// The platform in this process.
pub(super) async fn embedded() -> Setup<Session> {
    let platform = Arc::new(Platform::open("embedded:", &Options::default()).unwrap());
    let first = platform.bootstrap().unwrap();
    let shared = Arc::clone(&platform);
    let connect = move |token| Session::new(Arc::clone(&shared), Caller::with_token(token));
    Setup::new(platform, first.token, connect, ()).await
}

/// The platform behind a server, reached over HTTP.
#[cfg(all(feature = "client", feature = "serve"))]
pub(super) async fn over_http() -> Setup<convex_ops::client::Client> {
    use convex_ops::client::{Client, ReqwestTransport};
    let server = convex_ops::serve::Server::start(convex_ops::serve::Options::default()).await.unwrap();
    let (platform, token, url) = (Arc::clone(server.platform()), server.token().clone(), server.url().to_owned());
    let connect = move |token: Secret| {
        let transport = ReqwestTransport::without_proxy().unwrap();
        Client::builder().url(&url).credential(token).transport(transport).build().unwrap()
    };
    Setup::new(platform, token, connect, server).await
}
