//! Entries of the ledger.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::backup::ReleaseBackup;
use super::proof::Proof;
use crate::compat::report::Report;
use crate::model::{DeploymentType, Timestamp};

/// A deploy of an artifact to a deployment: an entry of the ledger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Release {
    /// Number, from 1 for each deployment. 0 without a store.
    pub number: u32,
    /// Name of the deployment.
    pub deployment: String,
    /// URL of the deployment.
    pub url: String,
    /// Type of the deployment, if known.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub deployment_type: Option<DeploymentType>,
    /// Hash of the artifact.
    pub artifact: String,
    /// State of the deploy.
    pub state: ReleaseState,
    /// Start of the deploy.
    pub started: Timestamp,
    /// Time from which the artifact was live.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deployed: Option<Timestamp>,
    /// Message of the author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Author, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Sources of the artifact, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Report of the gate, without values of documents.
    pub report: Report,
    /// Names of the environment variables at the time, if the key could read them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environment_variables: Option<BTreeSet<String>>,
    /// Backup that was made before the push.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backup: Option<ReleaseBackup>,
    /// Number of the release that this one goes back to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back_to: Option<u32>,
    /// Release that was promoted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promoted_from: Option<ReleaseId>,
    /// Proofs that the artifact was live.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proofs: Vec<Proof>,
}

/// Name of a release: the deployment, and the number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ReleaseId {
    /// Name of the deployment.
    pub deployment: String,
    /// Number of the release.
    pub number: u32,
}

/// State of a deploy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum ReleaseState {
    /// The push has started, and no end is known.
    Started,
    /// The artifact became live, and that was verified.
    Live,
    /// The artifact did not become live, or another push had replaced it before that was verified.
    Failed,
}

impl Release {
    /// Returns the name of the release.
    #[must_use]
    pub fn id(&self) -> ReleaseId {
        ReleaseId { deployment: self.deployment.clone(), number: self.number }
    }

    /// Returns the fingerprints of the findings that the policy accepted.
    pub fn accepted(&self) -> impl Iterator<Item = &str> {
        let accepted = self.report.findings.iter().filter(|finding| finding.accepted.is_some());
        accepted.map(|finding| finding.fingerprint.as_str())
    }
}

impl ReleaseState {
    /// Returns the name: `live`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Live => "live",
            Self::Failed => "failed",
        }
    }
}

/// Sources of an artifact.
///
/// ```
/// use convex_ops::release::Source;
///
/// let source = Source::new("0123abc").dirty(true);
/// assert_eq!(source.to_string(), "0123abc, with changes");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Source {
    /// Git commit.
    pub commit: String,
    /// `true` if the working tree had changes that are not committed.
    pub dirty: bool,
}

impl Source {
    /// Creates the sources of a commit.
    #[must_use]
    pub fn new(commit: impl Into<String>) -> Self {
        Self { commit: commit.into(), dirty: false }
    }

    /// Says if there were changes that are not committed.
    #[must_use]
    pub fn dirty(self, dirty: bool) -> Self {
        Self { dirty, ..self }
    }
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.commit)?;
        if self.dirty { f.write_str(", with changes") } else { Ok(()) }
    }
}
