//! The deployment of a project that is meant by a reference or as a default.

use super::defaults::{default_dev, default_prod};
use crate::embedded::access::{Deployed, Subject};
use crate::embedded::records::{DeploymentRow, ProjectRow};
use crate::embedded::refusals::{bad_request, no_deployment};
use crate::embedded::runtime::RequestContext;
use crate::error::Result;

/// Which deployment of a project is meant.
pub(super) enum Which<'a> {
    Reference(&'a str),
    DefaultProd,
    DefaultDev,
}

impl<'a> Which<'a> {
    /// From what a request says, which must be exactly one.
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
                "give exactly one of `reference`, `defaultProd` and `defaultDev`",
            )),
        }
    }

    /// Finds it, where the caller sees the project.
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
        let row = found.ok_or_else(|| no_deployment(self.named()))?;
        Ok(Deployed { project, row })
    }

    fn named(&self) -> &str {
        match self {
            Self::Reference(reference) => reference,
            Self::DefaultProd => "production (default)",
            Self::DefaultDev => "development (the caller's default)",
        }
    }
}
