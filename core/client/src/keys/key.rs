//! A parsed key.

use std::fmt;

use super::secret::{REDACTED, Secret};
use super::{KeyKind, TypePrefix};

/// A parsed deploy key. `Debug` and `Display` redact its secret.
///
/// ```
/// use convex_ops::keys::{ParsedKey, KeyKind};
///
/// let key: ParsedKey = "prod:tall-forest-123|eyJ2MiI6InNlY3JldCJ9".parse()?;
/// assert_eq!(key.kind(), KeyKind::Prod);
/// assert_eq!(key.deployment_name(), Some("tall-forest-123"));
/// assert_eq!(key.to_string(), "prod:tall-forest-123|<redacted>");
/// # Ok::<(), convex_ops::error::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct ParsedKey {
    scope: Scope,
    /// Text before the `|`, as written.
    prefix: Option<String>,
    secret: Secret,
}

/// Scope of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One deployment on Convex Cloud.
    Deployment {
        /// Type of the deployment.
        deployment_type: TypePrefix,
        /// Name of the deployment.
        name: String,
    },
    /// The preview deployments of a project.
    ProjectPreviews {
        /// Slug of the team.
        team: String,
        /// Slug of the project.
        project: String,
    },
    /// All deployments of a project.
    Project {
        /// Slug of the team.
        team: String,
        /// Slug of the project.
        project: String,
    },
    /// A self-hosted, local or anonymous deployment.
    Instance {
        /// Instance name of the deployment.
        name: String,
    },
    /// A deployment whose name is only inside the secret.
    Unnamed,
}

impl ParsedKey {
    pub(super) fn new(scope: Scope, prefix: Option<&str>, secret: &str) -> Self {
        Self { scope, prefix: prefix.map(str::to_owned), secret: Secret::new(secret) }
    }

    /// Returns the kind of the key.
    #[must_use]
    pub fn kind(&self) -> KeyKind {
        match &self.scope {
            Scope::Deployment { deployment_type, .. } => match deployment_type {
                TypePrefix::Prod => KeyKind::Prod,
                TypePrefix::Dev => KeyKind::Dev,
                TypePrefix::Preview => KeyKind::Preview,
                TypePrefix::Custom => KeyKind::Custom,
            },
            Scope::ProjectPreviews { .. } => KeyKind::ProjectPreview,
            Scope::Project { .. } => KeyKind::Project,
            Scope::Instance { .. } => KeyKind::Admin,
            Scope::Unnamed => KeyKind::Legacy,
        }
    }

    /// Returns the scope of the key.
    #[must_use]
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// Returns the name of the deployment, if the key contains one.
    #[must_use]
    pub fn deployment_name(&self) -> Option<&str> {
        match &self.scope {
            Scope::Deployment { name, .. } | Scope::Instance { name } => Some(name),
            Scope::ProjectPreviews { .. } | Scope::Project { .. } | Scope::Unnamed => None,
        }
    }

    /// Returns the type of the deployments that the key is valid for, if the key contains it.
    #[must_use]
    pub fn deployment_type(&self) -> Option<TypePrefix> {
        match &self.scope {
            Scope::Deployment { deployment_type, .. } => Some(*deployment_type),
            Scope::ProjectPreviews { .. } => Some(TypePrefix::Preview),
            Scope::Project { .. } | Scope::Instance { .. } | Scope::Unnamed => None,
        }
    }

    /// Returns the slug of the team, for a project's key.
    #[must_use]
    pub fn team_slug(&self) -> Option<&str> {
        match &self.scope {
            Scope::ProjectPreviews { team, .. } | Scope::Project { team, .. } => Some(team),
            Scope::Deployment { .. } | Scope::Instance { .. } | Scope::Unnamed => None,
        }
    }

    /// Returns the slug of the project, for a project's key.
    #[must_use]
    pub fn project_slug(&self) -> Option<&str> {
        match &self.scope {
            Scope::ProjectPreviews { project, .. } | Scope::Project { project, .. } => Some(project),
            Scope::Deployment { .. } | Scope::Instance { .. } | Scope::Unnamed => None,
        }
    }

    /// Returns only the secret. Keep it out of logs, messages and files.
    #[must_use]
    pub fn expose_secret(&self) -> &str {
        self.secret.expose()
    }

    /// Returns the whole key, including the secret. Keep it out of logs, messages and files.
    #[must_use]
    pub fn expose(&self) -> String {
        match &self.prefix {
            Some(prefix) => format!("{prefix}|{}", self.secret.expose()),
            None => self.secret.expose().to_owned(),
        }
    }
}

impl fmt::Display for ParsedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.prefix {
            Some(prefix) => write!(f, "{prefix}|{REDACTED}"),
            None => f.write_str(REDACTED),
        }
    }
}

impl fmt::Debug for ParsedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DeployKey({self})")
    }
}
