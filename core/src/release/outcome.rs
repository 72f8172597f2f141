//! Outcome of a deploy.

use super::announce::Announcement;
use super::entry::Release;
use crate::compat::report::Report;
use crate::error::{Error, Result};
use crate::plan::Plan;

/// Outcome of a deploy that ran to its end.
#[derive(Clone, Debug)]
#[must_use = "the gate may have refused the artifact"]
#[non_exhaustive]
pub enum Outcome {
    /// The artifact is live, and that was verified.
    Deployed(Box<Deployed>),
    /// The gate refused the artifact. Nothing was changed.
    Refused(Box<GateRefusal>),
    /// A dry run: the gate passes the artifact. Nothing was changed.
    Checked(Box<DryRun>),
}

/// A finished deploy.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Deployed {
    /// Entry of the ledger.
    pub release: Release,
    /// Report of the gate.
    pub report: Report,
}

/// A refused artifact.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct GateRefusal {
    /// Name of the deployment.
    pub deployment: String,
    /// Report of the gate, with the findings that refuse the artifact.
    pub report: Report,
    /// Deploys that lead to the artifact safely.
    pub plan: Plan,
}

/// A dry run that the gate passes.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct DryRun {
    /// Changes that the deploy would make.
    pub announcement: Announcement,
    /// Report of the gate.
    pub report: Report,
}

impl Outcome {
    /// Returns the report of the gate.
    #[must_use]
    pub fn report(&self) -> &Report {
        match self {
            Self::Deployed(deployed) => &deployed.report,
            Self::Refused(refusal) => &refusal.report,
            Self::Checked(dry_run) => &dry_run.report,
        }
    }

    /// Returns the release.
    ///
    /// # Errors
    /// `InvalidInput` with the code `DeployRefused` if the gate refused the artifact, and with `DryRun` after a dry run.
    pub fn into_release(self) -> Result<Release> {
        match self {
            Self::Deployed(deployed) => Ok(deployed.release),
            Self::Refused(refusal) => Err(refusal.error()),
            Self::Checked(dry_run) => {
                let name = &dry_run.announcement.deployment;
                let message = format!("nothing was deployed to `{name}`: it was a dry run");
                Err(Error::invalid_input(message).with_code("DryRun").about_deployment(name))
            }
        }
    }
}

impl GateRefusal {
    /// Returns the refusal as an error, with the code `DeployRefused`.
    #[must_use]
    pub fn error(&self) -> Error {
        let count = self.report.findings.len();
        let first = self.report.findings.first().map(|finding| format!(": {} at {}", finding.rule, finding.subject));
        let message = format!(
            "cannot deploy to `{}`: the gate refuses the artifact, with {count} {}{}",
            self.deployment,
            if count == 1 { "finding" } else { "findings" },
            first.unwrap_or_default()
        );
        let help = match self.plan.steps.first() {
            Some(step) => format!("deploy step 1 of the plan first: {}", step.title),
            None => "change the app, or accept the findings in the policy".to_owned(),
        };
        Error::invalid_input(message).with_code("DeployRefused").about_deployment(&self.deployment).help(help)
    }
}
