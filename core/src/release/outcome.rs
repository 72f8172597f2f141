//! Results of the gate: a refusal, or a dry run.

use serde::{Deserialize, Serialize};

use super::announce::Announcement;
use crate::compat::report::Report;
use crate::error::{Error, ErrorKind};
use crate::plan::Plan;

/// The gate's refusal of an app. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct GateRefusal {
    /// Name of the deployment.
    pub deployment: String,
    /// Report of the gate, with the findings that refuse the app.
    pub report: Report,
    /// Deploys that lead to the app safely.
    pub plan: Plan,
}

/// Result of a dry run: what a deploy would do. Nothing was changed.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DryRun {
    /// Changes that the deploy would make.
    pub announcement: Announcement,
    /// What the deploy would remove, and what changed besides code since the release: a line each.
    pub differences: Vec<String>,
    /// Report of the gate.
    pub report: Report,
    /// Deploys that lead to the app safely, if the gate refuses it. Absent if the gate lets it pass.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<Plan>,
}

impl DryRun {
    /// Returns `true` if the gate refuses the app.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.plan.is_some()
    }

    /// Returns the refusal, if the gate refuses the app.
    #[must_use]
    pub fn into_refusal(self) -> Option<GateRefusal> {
        let Self { announcement, report, plan, .. } = self;
        plan.map(|plan| GateRefusal { deployment: announcement.deployment, report, plan })
    }
}

/// Returns the gate's refusal from the error of a deploy.
pub trait Refused {
    /// Returns the refusal, if this is why the deploy failed.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// use convex_ops::release::{Deploying, Refused};
    ///
    /// async fn deploy(production: &DeploymentHandle) -> Result<()> {
    ///     match production.deploy(".").await {
    ///         Ok(release) => println!("release {}", release.number),
    ///         Err(error) => match error.refusal() {
    ///             Some(refusal) => println!("refused: {}", refusal.report.findings[0].rule),
    ///             None => return Err(error),
    ///         },
    ///     }
    ///     Ok(())
    /// }
    /// ```
    fn refusal(&self) -> Option<GateRefusal>;
}

impl Refused for Error {
    fn refusal(&self) -> Option<GateRefusal> {
        self.info().refusal.clone().and_then(|refusal| serde_json::from_value(refusal).ok())
    }
}

impl From<GateRefusal> for Error {
    fn from(refusal: GateRefusal) -> Self {
        let count = refusal.report.findings.len();
        let first = refusal.report.findings.first().map(|finding| format!(": {} at {}", finding.rule, finding.subject));
        let message = format!(
            "cannot deploy to `{}`: the gate refuses the app, with {count} {}{}",
            refusal.deployment,
            if count == 1 { "finding" } else { "findings" },
            first.unwrap_or_default()
        );
        let help = match refusal.plan.steps.first() {
            Some(step) => format!("deploy step 1 of the plan first: {}", step.title),
            None => "change the app, or accept the findings in the policy".to_owned(),
        };
        let error = Self::new(ErrorKind::DeployRefused, message).about_deployment(&refusal.deployment).help(help);
        match serde_json::to_value(&refusal) {
            Ok(refusal) => error.with_refusal(refusal),
            Err(_) => error,
        }
    }
}
