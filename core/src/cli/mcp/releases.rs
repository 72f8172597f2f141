//! The tool `releases`.

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::answer::Answer;
use super::tool::ToolEntry;
use crate::release::Release;

/// Number of releases that are listed by default.
const LIMIT: usize = 10;

/// A deployment, or all.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ReleasesInput {
    /// Full name of a deployment; by default, all
    deployment: Option<String>,
    /// Maximum number of releases for each deployment; 10 by default
    limit: Option<usize>,
}

/// Releases, the latest first.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct ReleasesOutput {
    /// The releases
    releases: Vec<ReleaseOutput>,
}

/// A release.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct ReleaseOutput {
    /// Full name of the deployment
    deployment: String,
    /// Number
    number: u32,
    /// `live`, `started` or `failed`
    state: String,
    /// Hash of the artifact
    artifact: String,
    /// Message
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    /// Commit of the sources
    #[serde(skip_serializing_if = "Option::is_none")]
    commit: Option<String>,
    /// Verdict of the gate
    verdict: String,
}

impl From<Release> for ReleaseOutput {
    fn from(release: Release) -> Self {
        Self {
            deployment: release.deployment,
            number: release.number,
            state: release.state.as_str().to_owned(),
            artifact: release.artifact,
            message: release.message,
            commit: release.source.map(|source| source.to_string()),
            verdict: release.report.verdict.as_str().to_owned(),
        }
    }
}

pub(super) fn tool() -> ToolEntry {
    ToolEntry::reading::<ReleasesInput, ReleasesOutput>(
        "releases",
        "Lists the releases that were deployed by convex-ops, the latest first. Changes nothing.",
        |call| {
            let input = call.read::<ReleasesInput>()?;
            let store = &call.settings.store;
            let deployments = match input.deployment {
                Some(name) => vec![name],
                None => store.deployments()?,
            };
            let mut releases: Vec<ReleaseOutput> = Vec::new();
            for deployment in &deployments {
                let all = store.list(deployment)?.into_iter().take(input.limit.unwrap_or(LIMIT));
                releases.extend(all.map(Into::into));
            }
            let mut text = String::new();
            for release in &releases {
                let message = release.message.as_deref().unwrap_or("-").lines().next().unwrap_or_default();
                let _ = writeln!(text, "{} {} {}: {message}", release.deployment, release.number, release.state);
            }
            if releases.is_empty() {
                text.push_str("no releases");
            }
            Answer::new(&text, &ReleasesOutput { releases })
        },
    )
}
