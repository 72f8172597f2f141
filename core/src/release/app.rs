//! Apps to check and to deploy.

use std::fmt;

use super::entry::{Release, Source};
use super::store::ReleaseStore;
use crate::artifact::Artifact;
use crate::error::{Error, Result};
use crate::handles::{Deployment, DeploymentHandle, Target};
use crate::surface::Surface;

/// An app to check or to deploy: a place, an artifact, a release, the latest release of a deployment, or a surface.
///
/// | from | stands for |
/// |---|---|
/// | text | a place: a folder, `git:REV[:FOLDER]`, or a file with an artifact or a push request |
/// | [`Artifact`] | that artifact |
/// | [`Release`] | the artifact of the release, from the store |
/// | [`DeploymentHandle`] | what is live there: for a check its surface, for a deploy the artifact of its latest release |
/// | [`Surface`] | that surface, which can be checked but not deployed |
///
/// ```
/// # use convex_ops::{DeploymentHandle, Result};
/// use convex_ops::release::Deploying;
///
/// async fn mirror(staging: &DeploymentHandle, production: &DeploymentHandle) -> Result<()> {
///     staging.check(".").await?;
///     staging.deploy(production).await?;
///     Ok(())
/// }
/// ```
#[derive(Clone)]
pub struct App(pub(super) AppKind);

#[derive(Clone)]
pub(super) enum AppKind {
    Place(String),
    Artifact(Box<Artifact>),
    Release(Box<Release>),
    /// A release of the deployment that is changed, by its number.
    Number(u32),
    Live(Box<DeploymentHandle>),
    Surface(Box<Surface>),
}

/// An artifact to deploy, and where it comes from.
pub(super) struct Built {
    pub(super) artifact: Artifact,
    pub(super) source: Option<Source>,
    /// The release whose artifact it is.
    pub(super) release: Option<Release>,
}

impl Built {
    /// Reads the artifact of a release.
    pub(super) fn of_release(release: Release, store: &ReleaseStore) -> Result<Self> {
        let artifact = store.artifact(&release.artifact)?;
        Ok(Self { artifact, source: release.source.clone(), release: Some(release) })
    }
}

impl App {
    /// Describes the app in an error or a log.
    pub(super) fn describe(&self) -> String {
        match &self.0 {
            AppKind::Place(place) => format!("`{place}`"),
            AppKind::Artifact(_) => "the artifact".to_owned(),
            AppKind::Release(release) => format!("release {} of `{}`", release.number, release.deployment),
            AppKind::Number(number) => format!("release {number}"),
            AppKind::Live(_) => "the deployment".to_owned(),
            AppKind::Surface(_) => "the surface".to_owned(),
        }
    }
}

/// Returns the error for a surface that is to be deployed.
pub(super) fn no_code() -> Error {
    Error::invalid_input("cannot deploy a surface: it has no code").help("use a place or an artifact")
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "App({})", self.describe())
    }
}

impl From<&str> for App {
    fn from(place: &str) -> Self {
        Self(AppKind::Place(place.to_owned()))
    }
}

impl From<String> for App {
    fn from(place: String) -> Self {
        Self(AppKind::Place(place))
    }
}

impl From<&std::path::Path> for App {
    fn from(place: &std::path::Path) -> Self {
        Self(AppKind::Place(place.to_string_lossy().into_owned()))
    }
}

impl From<Artifact> for App {
    fn from(artifact: Artifact) -> Self {
        Self(AppKind::Artifact(Box::new(artifact)))
    }
}

impl From<&Artifact> for App {
    fn from(artifact: &Artifact) -> Self {
        artifact.clone().into()
    }
}

impl From<Release> for App {
    fn from(release: Release) -> Self {
        Self(AppKind::Release(Box::new(release)))
    }
}

impl From<&Release> for App {
    fn from(release: &Release) -> Self {
        release.clone().into()
    }
}

impl From<DeploymentHandle> for App {
    fn from(deployment: DeploymentHandle) -> Self {
        Self(AppKind::Live(Box::new(deployment)))
    }
}

impl From<&DeploymentHandle> for App {
    fn from(deployment: &DeploymentHandle) -> Self {
        deployment.clone().into()
    }
}

impl From<&Deployment> for App {
    fn from(deployment: &Deployment) -> Self {
        deployment.handle().into()
    }
}

impl From<&Target> for App {
    fn from(target: &Target) -> Self {
        target.handle().into()
    }
}

impl From<Surface> for App {
    fn from(surface: Surface) -> Self {
        Self(AppKind::Surface(Box::new(surface)))
    }
}

/// The release to go back to: a [`Release`], or its number.
#[derive(Clone, Debug)]
pub struct ReleaseChoice(pub(super) App);

impl From<u32> for ReleaseChoice {
    fn from(number: u32) -> Self {
        Self(App(AppKind::Number(number)))
    }
}

impl From<&Release> for ReleaseChoice {
    fn from(release: &Release) -> Self {
        Self(release.into())
    }
}
