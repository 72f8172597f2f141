//! Drift: what is live, compared with the latest release.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Serialize;

use super::entry::{Release, ReleaseState};
use super::gate::GateOptions;
use super::store::{ReleaseStore, name_of};
use super::verify::live_modules;
use crate::artifact::Artifact;
use crate::error::{ErrorKind, Result};
use crate::handles::DeploymentHandle;
use crate::live::read_live;
use crate::surface::{Component, Part};

/// What is live, compared with the latest release that became live.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Drift {
    /// Name of the deployment.
    pub deployment: String,
    /// Number of the release.
    pub release: u32,
    /// Hash of its artifact.
    pub artifact: String,
    /// Differences. Empty if the release is what is live.
    pub differences: Vec<DriftedPart>,
    /// Numbers of later deploys without a known end, which may be what is live.
    pub unfinished: Vec<u32>,
    /// Parts that could not be read, with the reason.
    pub not_compared: Vec<String>,
}

/// A difference between what is live and a release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", tag = "part")]
#[non_exhaustive]
pub enum DriftedPart {
    /// A module of the app, by its hash.
    Module {
        /// Path of the module.
        path: String,
        /// Change since the release.
        change: DriftChange,
    },
    /// A component.
    Component {
        /// Path of the component.
        path: String,
        /// Change since the release.
        change: DriftChange,
    },
    /// The schema of a component.
    Schema {
        /// Path of the component.
        component: String,
    },
    /// A function of a component, with its validators.
    Function {
        /// Path of the component.
        component: String,
        /// Name of the function.
        name: String,
        /// Change since the release.
        change: DriftChange,
    },
    /// The HTTP routes of a component.
    Routes {
        /// Path of the component.
        component: String,
    },
    /// The crons of a component.
    Crons {
        /// Path of the component.
        component: String,
    },
    /// An environment variable, by its name. Values are not kept.
    EnvironmentVariable {
        /// Name.
        name: String,
        /// Change since the release.
        change: DriftChange,
    },
}

/// Change since a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum DriftChange {
    /// It is live, and not in the release.
    Added,
    /// It is in the release, and not live.
    Removed,
    /// It is live in another form.
    Changed,
}

impl DriftChange {
    /// Returns the name: `added`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }
}

impl fmt::Display for DriftedPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = |component: &str| {
            if component.is_empty() { String::new() } else { format!(" of component `{component}`") }
        };
        match self {
            Self::Module { path, change } => write!(f, "module {path} {}", change.as_str()),
            Self::Component { path, change } => write!(f, "component `{path}` {}", change.as_str()),
            Self::Schema { component } => write!(f, "schema{} changed", of(component)),
            Self::Function { component, name, change } => {
                write!(f, "function {name}{} {}", of(component), change.as_str())
            }
            Self::Routes { component } => write!(f, "HTTP routes{} changed", of(component)),
            Self::Crons { component } => write!(f, "crons{} changed", of(component)),
            Self::EnvironmentVariable { name, change } => {
                write!(f, "environment variable {name} {}", change.as_str())
            }
        }
    }
}

impl ReleaseStore {
    /// Compares what is live on a deployment with its latest release, and changes nothing: the modules of the app by their
    /// hashes, and of each component the schema, functions with validators, routes and crons; environment variables by name.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// use convex_ops::release::ReleaseStore;
    ///
    /// async fn is_as_released(production: &DeploymentHandle, store: &ReleaseStore) -> Result<bool> {
    ///     Ok(store.drift(production).await?.differences.is_empty())
    /// }
    /// ```
    ///
    /// # Errors
    /// `NotFound` with the code `ReleaseNotFound` if the store has no release that became live, or with `ArtifactNotFound`. Errors
    /// of the calls and of the store.
    pub async fn drift(&self, deployment: &DeploymentHandle) -> Result<Drift> {
        let name = name_of(&deployment.known().await?);
        let mut unfinished = Vec::new();
        for release in self.list(&name)? {
            match release.state {
                ReleaseState::Started => unfinished.push(release.number),
                ReleaseState::Failed => {}
                ReleaseState::Live => {
                    let artifact = self.artifact(&release.artifact)?;
                    return compare(deployment, &release, &artifact, unfinished).await;
                }
            }
        }
        Err(self.no_release(&name))
    }
}

async fn compare(to: &DeploymentHandle, release: &Release, artifact: &Artifact, unfinished: Vec<u32>) -> Result<Drift> {
    let connection = to.connection();
    let (mut found, mut not_compared) = (Vec::new(), Vec::new());
    match live_modules(&connection, artifact).await {
        Ok((then, now)) => {
            let modules = differing(&then, &now);
            found.extend(modules.map(|(path, change)| DriftedPart::Module { path: path.clone(), change }));
        }
        // Only a key that may deploy can read them.
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            not_compared.push(format!("hashes of modules: {error}"));
        }
        Err(error) => return Err(error),
    }
    let live = read_live(&connection).await?;
    let candidate = GateOptions::default().evaluate(artifact, live.environment_variables.as_ref()).await?;
    let (released, there) = (candidate.surface.components(), live.surface.components());
    for (path, component) in &released {
        match there.get(path) {
            Some(live) => compare_components(path, component, live, &mut found),
            None => found.push(DriftedPart::Component { path: path.clone(), change: DriftChange::Removed }),
        }
    }
    let added = there.keys().filter(|path| !released.contains_key(*path));
    found.extend(added.map(|path| DriftedPart::Component { path: path.clone(), change: DriftChange::Added }));
    if let (Some(then), Some(now)) = (&release.environment_variables, &live.environment_variables) {
        let named = |names: &BTreeSet<String>| names.iter().map(|name| (name.clone(), ())).collect();
        let (then, now): (BTreeMap<_, _>, BTreeMap<_, _>) = (named(then), named(now));
        found.extend(
            differing(&then, &now)
                .map(|(name, change)| DriftedPart::EnvironmentVariable { name: name.clone(), change }),
        );
    }
    not_compared.extend(live.not_read.into_iter().map(|part| part.what));
    Ok(Drift {
        deployment: release.deployment.clone(),
        release: release.number,
        artifact: release.artifact.clone(),
        differences: found,
        unfinished,
        not_compared,
    })
}

/// Compares the parts of a component that both sides know.
fn compare_components(path: &str, then: &Component, now: &Component, found: &mut Vec<DriftedPart>) {
    let component = path.to_owned();
    if differs(&then.schema, &now.schema) {
        found.push(DriftedPart::Schema { component: component.clone() });
    }
    if let (Some(then), Some(now)) = (then.functions.known(), now.functions.known()) {
        found.extend(differing(then, now).map(|(name, change)| DriftedPart::Function {
            component: component.clone(),
            name: name.as_str().to_owned(),
            change,
        }));
    }
    if differs(&then.routes, &now.routes) {
        found.push(DriftedPart::Routes { component: component.clone() });
    }
    if differs(&then.crons, &now.crons) {
        found.push(DriftedPart::Crons { component });
    }
}

fn differs<T: PartialEq>(then: &Part<T>, now: &Part<T>) -> bool {
    matches!((then.known(), now.known()), (Some(then), Some(now)) if then != now)
}

/// Iterates over the keys whose values differ, with the change.
fn differing<'a, K: Ord, V: PartialEq>(
    then: &'a BTreeMap<K, V>,
    now: &'a BTreeMap<K, V>,
) -> impl Iterator<Item = (&'a K, DriftChange)> {
    let left = then.iter().filter_map(move |(key, value)| match now.get(key) {
        None => Some((key, DriftChange::Removed)),
        Some(other) => (other != value).then_some((key, DriftChange::Changed)),
    });
    left.chain(now.keys().filter(move |key| !then.contains_key(key)).map(|key| (key, DriftChange::Added)))
}
