//! Selects a deployment of a project, by its reference or as a default.

use super::defaults::{default_dev, default_prod};
use crate::embedded::access::{Deployed, Subject};
use crate::embedded::records::{DeploymentRow, ProjectRow};
use crate::embedded::refusals::{bad_request, missing, no_deployment};
use crate::embedded::runtime::RequestContext;
use crate::error::{Error, Result};

/// Selects a deployment of a project.
pub(super) enum DeploymentSelector<'a> {
    Reference(&'a str),
    DefaultProd,
    DefaultDev,
}

impl<'a> DeploymentSelector<'a> {
    /// Reads the selector from a request, which must contain exactly one.
    pub(super) fn of(
        reference: Option<&'a str>,
        default_prod: Option<bool>,
        default_dev: Option<bool>,
    ) -> Result<Self> {
        match (reference, default_prod == Some(true), default_dev == Some(true)) {
            (Some(reference), false, false) => Ok(Self::Reference(reference)),
            (None, true, false) => Ok(Self::DefaultProd),
            (None, false, true) => Ok(Self::DefaultDev),
            _ => Err(bad_request(
                "InvalidDeploymentSelector",
                "exactly one of `reference`, `defaultProd` and `defaultDev` is required",
            )),
        }
    }

    /// Finds the deployment if the caller can see the project.
    pub(super) fn find(&self, call: &RequestContext<'_>, project: ProjectRow) -> Result<Deployed> {
        call.check_seen(&project).map_err(|_| project.unseen())?;
        let found = match (self, call.member()) {
            (Self::Reference(reference), _) => {
                let condition = "d.project_id = ?1 AND d.reference = ?2";
                DeploymentRow::one(call.tx, condition, (project.id, *reference))?
            }
            (Self::DefaultProd, _) => default_prod(call, project.id)?,
            (Self::DefaultDev, Some(member)) => default_dev(call, project.id, member)?,
            (Self::DefaultDev, None) => None,
        };
        let row = found.ok_or_else(|| self.not_found())?;
        Ok(Deployed { project, row })
    }

    fn not_found(&self) -> Error {
        let missing = |message| missing("DeploymentNotFound", message);
        match self {
            Self::Reference(reference) => no_deployment(reference),
            Self::DefaultProd => missing("default production deployment not found"),
            Self::DefaultDev => missing("the caller's default development deployment not found"),
        }
    }
}
