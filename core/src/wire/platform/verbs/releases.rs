//! Verbs that check and deploy apps, and those of releases.

use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;

use super::super::receiver::Receiver;
use super::verb::{Verb, verbs};
use crate::artifact::Artifact;
use crate::clock;
use crate::compat::Options;
use crate::compat::policy::Policy;
use crate::compat::report::{Level, Report};
use crate::engine::{Page, PageRequest};
use crate::error::{Error, ErrorKind, Result};
use crate::handles::DeploymentPath;
use crate::plan::Plan;
use crate::release::{
    App, CheckApp, Deploy, DeployGuards, Deploying as _, Documents, DryRun, GateOptions, PlanApp, Promoting as _,
    Release, ReleaseChoice,
};
use crate::surface::Surface;

pub(super) const VERBS: &[Verb] = verbs! {
    "promote" => promote,
    "deployment.check" => check,
    "deployment.plan" => plan,
    "deployment.deploy" => deploy,
    "deployment.deployDryRun" => deploy_dry_run,
    "deployment.rollback" => rollback,
    "deployment.rollbackDryRun" => rollback_dry_run,
    "deployment.releases.list" => list,
    "deployment.releases.get" => get,
    "deployment.releases.latest" => latest,
};

/// An app.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
enum AppInput {
    /// A folder, `git:REV[:FOLDER]`, or a file with a push request or an artifact.
    Place(String),
    /// Text of an artifact's file.
    Artifact(String),
    Release(Box<Release>),
    /// What is live on a deployment.
    Deployment(DeploymentPath),
    /// A surface, a schema or a function spec.
    Surface(Value),
}

impl AppInput {
    fn into_app(self, on: &Receiver) -> Result<App> {
        Ok(match self {
            Self::Place(place) => place.into(),
            Self::Artifact(text) => Artifact::from_file(&text).map_err(|error| error.at_path(".app.artifact"))?.into(),
            Self::Release(release) => (*release).into(),
            Self::Deployment(path) => on.deployment_at(&path)?.into(),
            Self::Surface(Value::String(text)) => Surface::parse(&text)?.into(),
            Self::Surface(surface) => Surface::parse(&surface.to_string())?.into(),
        })
    }
}

/// The release to go back to.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "invalid release: use its number, or a release")]
enum To {
    Number(u32),
    Release(Box<Release>),
}

impl From<To> for ReleaseChoice {
    fn from(to: To) -> Self {
        match to {
            To::Number(number) => number.into(),
            To::Release(release) => (&*release).into(),
        }
    }
}

/// Options of a check, a deploy, a rollback or a promotion.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct DeployOptions {
    message: Option<String>,
    author: Option<String>,
    /// `none` lets everything pass.
    fail_on: Option<String>,
    allow_undecided: bool,
    /// Leaves out the stored documents.
    skip_documents: bool,
    policy: Option<Policy>,
    /// Backs the deployment up before the push.
    backup: bool,
    /// Creates and removes indexes of large tables.
    allow_large_indexes: bool,
    /// Discards staged validators.
    allow_unstaging: bool,
    timeout_ms: Option<u64>,
}

impl DeployOptions {
    fn gate(&self) -> Result<GateOptions> {
        let mut options = GateOptions::default();
        match self.fail_on.as_deref() {
            None => {}
            Some("none") => options.fail_on = None,
            Some(level) => {
                let level = level.parse::<Level>().map_err(|error| error.at_path(".options.failOn"))?;
                options.fail_on = Some(level);
            }
        }
        options.allow_undecided = self.allow_undecided;
        if self.skip_documents {
            options.documents = Documents::None;
        }
        options.check = Options::at(clock::now_ms());
        options.check.policy = self.policy.clone().unwrap_or_default();
        Ok(options)
    }

    fn guards(&self) -> DeployGuards {
        DeployGuards {
            allow_index_creation: self.allow_large_indexes,
            allow_index_removal: self.allow_large_indexes,
            allow_unstaging: self.allow_unstaging,
            ..DeployGuards::default()
        }
    }

    /// Sets the options of a deploy.
    fn apply(self, deploy: Deploy, on: Receiver) -> Result<Deploy> {
        let mut deploy = deploy.gate(self.gate()?).guards(self.guards()).backup(self.backup).reporter(on.reporter);
        if let Some(message) = self.message {
            deploy = deploy.message(message);
        }
        if let Some(author) = self.author {
            deploy = deploy.author(author);
        }
        Ok(deploy)
    }
}

/// An app to check or to deploy.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct AppRequest {
    app: AppInput,
    #[serde(default)]
    options: DeployOptions,
}

async fn check(on: Receiver, request: AppRequest) -> Result<Report> {
    let check: CheckApp = on.deployment()?.check(request.app.into_app(&on)?);
    let (gate, timeout) = (request.options.gate()?, request.options.timeout_ms);
    within(timeout, check.gate(gate).reporter(on.reporter)).await
}

async fn plan(on: Receiver, request: AppRequest) -> Result<Plan> {
    let plan: PlanApp = on.deployment()?.plan(request.app.into_app(&on)?);
    let (gate, timeout) = (request.options.gate()?, request.options.timeout_ms);
    within(timeout, plan.gate(gate).reporter(on.reporter)).await
}

async fn deploy(on: Receiver, request: AppRequest) -> Result<Release> {
    let timeout = request.options.timeout_ms;
    within(timeout, start(on, request)?).await
}

async fn deploy_dry_run(on: Receiver, request: AppRequest) -> Result<DryRun> {
    let timeout = request.options.timeout_ms;
    within(timeout, start(on, request)?.dry_run()).await
}

fn start(on: Receiver, request: AppRequest) -> Result<Deploy> {
    let deploy = on.deployment()?.deploy(request.app.into_app(&on)?);
    request.options.apply(deploy, on)
}

/// A release to go back to.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RollbackRequest {
    to: To,
    #[serde(default)]
    options: DeployOptions,
}

async fn rollback(on: Receiver, request: RollbackRequest) -> Result<Release> {
    let timeout = request.options.timeout_ms;
    within(timeout, start_back(on, request)?).await
}

async fn rollback_dry_run(on: Receiver, request: RollbackRequest) -> Result<DryRun> {
    let timeout = request.options.timeout_ms;
    within(timeout, start_back(on, request)?.dry_run()).await
}

fn start_back(on: Receiver, request: RollbackRequest) -> Result<Deploy> {
    let rollback = on.deployment()?.rollback(request.to);
    request.options.apply(rollback, on)
}

/// A release, and the deployments to deploy it to.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PromoteRequest {
    release: Release,
    to: Vec<DeploymentPath>,
    #[serde(default)]
    options: DeployOptions,
}

async fn promote(on: Receiver, request: PromoteRequest) -> Result<Vec<Release>> {
    let targets = request.to.iter().map(|path| on.deployment_at(path)).collect::<Result<Vec<_>>>()?;
    if targets.is_empty() {
        return Err(Error::invalid_input("missing deployment to promote to").at_path(".to"));
    }
    let options = request.options;
    let mut promotion = on.convex()?.promote(&request.release, targets);
    promotion = promotion.gate(options.gate()?).guards(options.guards()).backup(options.backup).reporter(on.reporter);
    if let Some(message) = options.message {
        promotion = promotion.message(message);
    }
    if let Some(author) = options.author {
        promotion = promotion.author(author);
    }
    within(options.timeout_ms, promotion).await?.complete()
}

/// Waits for work, at most for a time.
async fn within<T>(timeout_ms: Option<u64>, work: impl IntoFuture<Output = Result<T>>) -> Result<T> {
    let Some(timeout) = timeout_ms else { return work.await };
    match tokio::time::timeout(Duration::from_millis(timeout), work.into_future()).await {
        Ok(result) => result,
        Err(_) => Err(Error::new(ErrorKind::Timeout, format!("cannot finish within {timeout} ms"))
            .help("set a longer timeout; the next deploy finds out if a push was finished")),
    }
}

async fn list(on: Receiver, page: PageRequest) -> Result<Page<Release>> {
    on.deployment()?.releases().list().page_at(page).await
}

/// A release.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ReleaseRequest {
    number: u32,
}

async fn get(on: Receiver, request: ReleaseRequest) -> Result<Release> {
    on.deployment()?.releases().get(request.number).await
}

async fn latest(on: Receiver, _: super::teams::NoArguments) -> Result<Option<Release>> {
    on.deployment()?.releases().latest().await
}
