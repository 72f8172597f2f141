//! One deployment.

use serde::Serialize;

use super::carrying::carries_handle;
use super::credentials::IdentityKind;
use super::path::{DeploymentPath, DeploymentSelector, KnownDeployment};
use super::{Convex, ProjectHandle, ReleaseLocation};
use crate::api::deployments::{CloudDeployment, DeploymentDetails, GetDeployment, GetDeploymentInProjectByProjectSlug};
use crate::api::lookups::{GetTeamAndProject, UrlForKey};
use crate::engine::Connection;
use crate::error::{Error, ErrorKind, Result};
use crate::keys::{Secret, parse_key};
use crate::model::{DeploymentId, DeploymentType, MemberId, ProjectId, Region, Timestamp};

/// Names a deployment. Makes no call until a verb is used.
///
/// Its verbs use the connection's own token where the deployment accepts its kind, else the access that Convex's command
/// requests for a member. No deploy key is created, and reading leaves no entry in an audit log.
#[derive(Clone, Debug)]
pub struct DeploymentHandle {
    convex: Convex,
    path: DeploymentPath,
    /// The key of the connection, if it belongs to this deployment.
    key: Option<Secret>,
}

/// A deployment: its handle, with the data that was read when it was listed, got or ensured.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Deployment {
    #[serde(skip)]
    handle: DeploymentHandle,
    /// Deployment ID.
    pub id: DeploymentId,
    /// Name, unique among all deployments: `happy-otter-123`.
    pub name: String,
    /// URL: `https://happy-otter-123.convex.cloud`.
    pub url: String,
    /// Deployment type.
    #[serde(rename = "type")]
    pub deployment_type: DeploymentType,
    /// Reference: the name within the project, such as `production`, `dev/nick` or `preview/my-branch`.
    pub reference: String,
    /// `true` for the project's default production deployment and for its creator's default development deployment.
    pub is_default: bool,
    /// Branch of a preview, as it was given. The reference is normalised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preview_identifier: Option<String>,
    /// Project ID.
    pub project_id: ProjectId,
    /// Region.
    pub region: Region,
    /// Class; see [`DeploymentClass`](crate::model::DeploymentClass).
    pub class: String,
    /// Member who created it, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creator: Option<MemberId>,
    /// Creation time.
    pub created: Timestamp,
    /// Time of the last deploy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_deployed: Option<Timestamp>,
    /// Time of deletion. Absent if it never expires.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<Timestamp>,
}

carries_handle!(Deployment: DeploymentHandle);

impl ProjectHandle {
    /// Returns a handle for the default production deployment, which `npx convex deploy` deploys to.
    ///
    /// ```
    /// # use convex_ops::{ProjectHandle, Result};
    /// async fn url(todo: &ProjectHandle) -> Result<String> {
    ///     Ok(todo.production().get().await?.url)
    /// }
    /// ```
    #[must_use]
    pub fn production(&self) -> DeploymentHandle {
        self.select(DeploymentSelector::Production { project: self.path() })
    }

    /// Returns a handle for the caller's default development deployment, which `npx convex dev` uses. It requires a
    /// member's token.
    ///
    /// ```
    /// # use convex_ops::{ProjectHandle, Result};
    /// async fn set_up(todo: &ProjectHandle) -> Result<String> {
    ///     Ok(todo.dev().ensure().await?.name)
    /// }
    /// ```
    #[must_use]
    pub fn dev(&self) -> DeploymentHandle {
        self.select(DeploymentSelector::Dev { project: self.path() })
    }

    /// Returns a handle for the preview of a branch.
    ///
    /// ```
    /// # use convex_ops::{ProjectHandle, Result};
    /// use std::time::Duration;
    ///
    /// async fn set_up(todo: &ProjectHandle) -> Result<String> {
    ///     Ok(todo.preview("my-branch").ensure().expires_in(Duration::from_secs(7_200)).await?.url)
    /// }
    /// ```
    #[must_use]
    pub fn preview(&self, branch: impl Into<String>) -> DeploymentHandle {
        self.select(DeploymentSelector::Preview { project: self.path(), branch: branch.into() })
    }

    /// Returns a handle for the deployment with a reference, such as `staging`. `ensure` creates it with the type
    /// `custom`.
    ///
    /// ```
    /// # use convex_ops::{ProjectHandle, Result};
    /// async fn set_up(todo: &ProjectHandle) -> Result<String> {
    ///     Ok(todo.deployment("staging").ensure().await?.name)
    /// }
    /// ```
    #[must_use]
    pub fn deployment(&self, reference: impl Into<String>) -> DeploymentHandle {
        self.select(DeploymentSelector::Reference { project: self.path(), reference: reference.into() })
    }

    fn select(&self, selector: DeploymentSelector) -> DeploymentHandle {
        self.convex().deployment_at(DeploymentPath::new(selector))
    }
}

impl Convex {
    /// Returns a handle for a deployment by its full name, such as `happy-otter-123`. The name makes explicit which
    /// deployment is meant, so that most changes to a production deployment need no other confirmation.
    ///
    /// ```
    /// # use convex_ops::{Convex, Result};
    /// async fn project(convex: &Convex) -> Result<u64> {
    ///     Ok(convex.deployment("happy-otter-123").get().await?.project_id.0)
    /// }
    /// ```
    #[must_use]
    pub fn deployment(&self, name: impl Into<String>) -> DeploymentHandle {
        self.deployment_at(DeploymentPath::new(DeploymentSelector::Name { name: name.into() }))
    }

    /// Returns the handle that a path describes; see [`DeploymentHandle::path`].
    ///
    /// ```
    /// # use convex_ops::{Convex, DeploymentHandle};
    /// fn same(convex: &Convex, deployment: &DeploymentHandle) -> DeploymentHandle {
    ///     convex.deployment_at(deployment.path().clone())
    /// }
    /// ```
    #[must_use]
    pub fn deployment_at(&self, path: DeploymentPath) -> DeploymentHandle {
        DeploymentHandle { convex: self.clone(), path, key: None }
    }

    /// Returns a handle for the deployment of a key, which is also the credential of the connection.
    pub(super) fn deployment_of_key(&self, key: Secret, known: Option<KnownDeployment>) -> DeploymentHandle {
        let path = DeploymentPath { known, ..DeploymentPath::new(DeploymentSelector::OfKey) };
        DeploymentHandle { convex: self.clone(), path, key: Some(key) }
    }
}

impl DeploymentHandle {
    /// Returns the path of the handle: everything but its connection, as data.
    ///
    /// ```
    /// # use convex_ops::Convex;
    /// fn path(convex: &Convex) -> serde_json::Result<String> {
    ///     serde_json::to_string(convex.deployment("happy-otter-123").path())
    /// }
    /// ```
    #[must_use]
    pub fn path(&self) -> &DeploymentPath {
        &self.path
    }

    /// Gets the deployment.
    ///
    /// ```
    /// # use convex_ops::{ProjectHandle, Result, Timestamp};
    /// async fn last_deployed(todo: &ProjectHandle) -> Result<Option<Timestamp>> {
    ///     Ok(todo.production().get().await?.last_deployed)
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `NotFound` if it does not exist. `PermissionDenied` for the caller's development deployment if the token does not
    /// belong to a member. `Unsupported` for the deployment of a deploy key, whose data only an access token can read.
    pub async fn get(&self) -> Result<Deployment> {
        match self.find().await? {
            DeploymentDetails::Cloud(deployment) => Ok(Deployment::of(self, deployment)),
            DeploymentDetails::Local(local) => {
                let message = format!("`{}` is not a cloud deployment: it runs on a member's machine", local.name);
                Err(Error::new(ErrorKind::Unsupported, message))
            }
            DeploymentDetails::Other(_) => Err(Error::new(ErrorKind::Unsupported, "unknown kind of deployment")
                .help("try a newer version of convex-ops")),
        }
    }

    async fn find(&self) -> Result<DeploymentDetails> {
        let selector = &self.path.selector;
        match (selector, selector.project()) {
            (DeploymentSelector::Name { name } | DeploymentSelector::Listed { name }, _) => {
                self.platform().call(GetDeployment { deployment_name: name.clone() }).await
            }
            (DeploymentSelector::ProductionOf { name }, _) => {
                let project = self.platform().call(GetTeamAndProject::new(name)).await?;
                let look_up = GetDeploymentInProjectByProjectSlug::new(project.team, project.project);
                self.platform().call(look_up.default_prod(true)).await
            }
            (DeploymentSelector::Dev { .. }, Some(project)) => {
                match self.platform().call(selector.get(project)).await {
                    Err(error) => Err(self.explain(error).await),
                    found => found,
                }
            }
            (_, Some(project)) => self.platform().call(selector.get(project)).await,
            (_, None) => Err(needs_token("read the data of a deployment")),
        }
    }

    /// Explains an error for the caller's development deployment if the caller cannot have one.
    async fn explain(&self, error: Error) -> Error {
        match self.convex.whoami().await {
            Ok(identity) if matches!(identity.kind, IdentityKind::Team | IdentityKind::Project) => {
                let message = "cannot find a development deployment: the token does not belong to a member";
                Error::new(ErrorKind::PermissionDenied, message)
                    .help("use a personal access token, or select a deployment by its reference")
            }
            _ => error,
        }
    }

    /// Returns the known facts of the deployment. Reads them at first use.
    #[doc(hidden)]
    pub async fn known(&self) -> Result<KnownDeployment> {
        match (&self.path.known, &self.key) {
            (Some(known), _) => Ok(known.clone()),
            (None, Some(key)) => self.known_by_key(key).await,
            (None, None) => Ok(self.get().await?.known()),
        }
    }

    async fn known_by_key(&self, key: &Secret) -> Result<KnownDeployment> {
        let parsed = parse_key(key.expose())?;
        let url = self.platform().call(UrlForKey { deploy_key: key.clone() }).await?;
        let name = parsed.deployment_name().unwrap_or_default().to_owned();
        Ok(KnownDeployment { id: None, name, url, deployment_type: parsed.deployment_type().map(Into::into) })
    }

    /// Returns the ID of the deployment.
    pub(super) async fn id(&self) -> Result<DeploymentId> {
        self.known().await?.id.ok_or_else(|| needs_token("use the dashboard's operations on a deployment"))
    }

    /// Returns a handle through the same connection and key at another path.
    ///
    /// ```
    /// # use convex_ops::{Deployment, DeploymentHandle};
    /// fn same(target: &DeploymentHandle) -> DeploymentHandle {
    ///     target.with_path(target.path().clone())
    /// }
    /// ```
    #[must_use]
    pub fn with_path(&self, path: DeploymentPath) -> Self {
        Self { path, ..self.clone() }
    }

    /// Returns the location of the release store of the connection.
    ///
    /// ```
    /// # use convex_ops::DeploymentHandle;
    /// fn print(production: &DeploymentHandle) {
    ///     println!("releases in {}", production.release_location());
    /// }
    /// ```
    #[must_use]
    pub fn release_location(&self) -> &ReleaseLocation {
        self.convex.releases()
    }

    /// Returns the handle with its releases at a location.
    pub(super) fn with_releases(self, releases: ReleaseLocation) -> Self {
        Self { convex: self.convex.with_releases(releases), ..self }
    }

    pub(super) fn convex(&self) -> &Convex {
        &self.convex
    }

    pub(super) fn platform(&self) -> &Connection {
        self.convex.connection()
    }

    /// Checks if the handle acts for a member, who may use the dashboard's operations.
    ///
    /// # Errors
    ///
    /// `Unauthenticated` if the token is invalid. Other errors of the call.
    #[doc(hidden)]
    pub async fn is_of_member(&self) -> Result<bool> {
        Ok(!self.has_own_key() && self.convex.whoami().await?.kind == IdentityKind::Member)
    }

    pub(super) fn has_own_key(&self) -> bool {
        self.key.is_some()
    }
}

impl Deployment {
    /// Creates a deployment from data read through a handle.
    pub(super) fn of(handle: &DeploymentHandle, cloud: CloudDeployment) -> Self {
        let known = KnownDeployment {
            id: Some(cloud.id),
            name: cloud.name.clone(),
            url: cloud.deployment_url.clone(),
            deployment_type: Some(cloud.deployment_type.clone()),
        };
        Self {
            handle: handle.with_path(DeploymentPath { known: Some(known), ..handle.path.clone() }),
            id: cloud.id,
            name: cloud.name,
            url: cloud.deployment_url,
            deployment_type: cloud.deployment_type,
            reference: cloud.reference,
            is_default: cloud.is_default,
            preview_identifier: cloud.preview_identifier,
            project_id: cloud.project_id,
            region: cloud.region,
            class: cloud.class,
            creator: cloud.creator,
            created: cloud.create_time,
            last_deployed: cloud.last_deploy_time,
            expires: cloud.expires_at,
        }
    }

    /// Creates a deployment from an item of a list, if it is a cloud deployment.
    pub(super) fn from_list_item(convex: &Convex, details: DeploymentDetails) -> Option<Self> {
        let DeploymentDetails::Cloud(cloud) = details else { return None };
        let selector = DeploymentSelector::Listed { name: cloud.name.clone() };
        Some(Self::of(&convex.deployment_at(DeploymentPath::new(selector)), cloud))
    }

    /// Returns the deployment with another handle to it.
    pub(super) fn with_handle(self, handle: DeploymentHandle) -> Self {
        Self { handle, ..self }
    }

    fn known(&self) -> KnownDeployment {
        let (name, url) = (self.name.clone(), self.url.clone());
        KnownDeployment { id: Some(self.id), name, url, deployment_type: Some(self.deployment_type.clone()) }
    }
}

fn needs_token(purpose: &str) -> Error {
    Error::new(ErrorKind::Unsupported, format!("cannot {purpose} with a deploy key"))
        .help("connect with an access token")
}
