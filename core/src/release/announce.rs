//! The announcement of a deploy.

use std::collections::BTreeSet;
use std::fmt;

use serde::Serialize;

use super::entry::Release;
use crate::handles::KnownDeployment;
use crate::model::DeploymentType;
use crate::surface::Surface;

/// A deploy that is about to happen: its deployment, and what it removes.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Announcement {
    /// Name of the deployment.
    pub deployment: String,
    /// URL of the deployment.
    pub url: String,
    /// Type of the deployment, if known.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub deployment_type: Option<DeploymentType>,
    /// Hash of the artifact.
    pub artifact: String,
    /// Number of functions that are live.
    pub live_functions: usize,
    /// Names of live functions that the artifact lacks, by component: `counter/lib.js:add`.
    pub removed_functions: Vec<String>,
    /// Tables of the live schemas that the artifact's lack.
    pub removed_tables: Vec<String>,
    /// Components that are live and not in the artifact.
    pub removed_components: Vec<String>,
    /// Changes besides code since the release that is deployed. Absent for an app that is not a release.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drifted: Option<Drifted>,
}

/// Changes since a release besides code.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Drifted {
    /// Environment variables that are set now and were not then. `None` if either is unknown.
    pub added_variables: Option<BTreeSet<String>>,
    /// Environment variables that were set then and are not now. `None` if either is unknown.
    pub removed_variables: Option<BTreeSet<String>>,
}

impl Drifted {
    /// Compares the environment variables of now with those of a release.
    pub(super) fn new(since: &Release, now: Option<&BTreeSet<String>>) -> Self {
        let (Some(now), Some(then)) = (now, &since.environment_variables) else { return Self::default() };
        Self {
            added_variables: Some(now.difference(then).cloned().collect()),
            removed_variables: Some(then.difference(now).cloned().collect()),
        }
    }
}

impl Announcement {
    pub(super) fn new(
        to: &KnownDeployment,
        artifact: &str,
        live: &Surface,
        candidate: &Surface,
        drifted: Option<Drifted>,
    ) -> Self {
        let mut announced = Self {
            deployment: to.name.clone(),
            url: to.url.clone(),
            deployment_type: to.deployment_type.clone(),
            artifact: artifact.to_owned(),
            live_functions: 0,
            removed_functions: Vec::new(),
            removed_tables: Vec::new(),
            removed_components: Vec::new(),
            drifted,
        };
        for (path, component) in live.components() {
            let next = candidate.component(&path);
            let place = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") };
            let functions = component.functions.known().into_iter().flatten();
            let kept = next.and_then(|next| next.functions.known());
            for (name, _) in functions {
                announced.live_functions += 1;
                if kept.is_none_or(|kept| !kept.contains_key(name)) {
                    announced.removed_functions.push(place(name.as_str()));
                }
            }
            let schema = next.and_then(|next| next.schema.known()?.as_ref());
            let tables =
                component.schema.known().and_then(Option::as_ref).into_iter().flat_map(|schema| schema.tables.keys());
            for table in tables.filter(|table| schema.is_none_or(|schema| !schema.tables.contains_key(*table))) {
                announced.removed_tables.push(place(table));
            }
            if next.is_none() {
                announced.removed_components.push(path);
            }
        }
        announced
    }

    /// Describes what the deploy removes, and what changed besides code since the release that is deployed: a line each.
    #[must_use]
    pub fn differences(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (removed, what) in [
            (&self.removed_functions, "function"),
            (&self.removed_tables, "table"),
            (&self.removed_components, "component"),
        ] {
            match removed.len() {
                0 => {}
                1 => lines.push(format!("removes 1 {what} that is live")),
                more => lines.push(format!("removes {more} {what}s that are live")),
            }
        }
        let drifted = self.drifted.as_ref();
        for (names, what) in [
            (drifted.and_then(|drifted| drifted.added_variables.as_ref()), "added"),
            (drifted.and_then(|drifted| drifted.removed_variables.as_ref()), "removed"),
        ] {
            if let Some(names) = names.filter(|names| !names.is_empty()) {
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                lines.push(format!("environment variables {what} since the release: {}", names.join(", ")));
            }
        }
        lines
    }
}

impl fmt::Display for Announcement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = self.deployment_type.as_ref().map(|kind| format!("{}, ", kind.as_str())).unwrap_or_default();
        let name = if self.deployment.is_empty() { "deployment" } else { &self.deployment };
        let short = self.artifact.get(..12).unwrap_or(&self.artifact);
        write!(f, "deploying artifact {short} to {name} ({kind}{})", self.url)?;
        self.differences().iter().try_for_each(|line| write!(f, "\n{line}"))
    }
}
