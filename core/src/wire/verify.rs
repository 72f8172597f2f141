//! `verify`: rechecks the witnesses of a report.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::read::{read, surface};
use crate::compat::report::Report;
use crate::compat::{self, Verification};
use crate::error::Result;

/// The request of `verify`: a report, and the two versions that it compares.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct VerifyRequest {
    /// The report of `check`, as JSON.
    #[cfg_attr(feature = "typegen", schemars(with = "super::typegen::Json"))]
    pub report: Box<RawValue>,
    /// The version that is live: a surface, a schema or a function spec, as JSON or as a string that contains JSON.
    #[cfg_attr(feature = "typegen", schemars(with = "super::typegen::SurfaceInput"))]
    pub baseline: Box<RawValue>,
    /// The version to deploy, in the same forms.
    #[cfg_attr(feature = "typegen", schemars(with = "super::typegen::SurfaceInput"))]
    pub candidate: Box<RawValue>,
}

/// Rechecks every witness of a report with the plain validator alone.
///
/// # Errors
/// `InvalidInput`, with the path, if the report or a surface is invalid.
pub fn verify(request: &VerifyRequest) -> Result<Verification> {
    let report: Report = read(request.report.get()).map_err(|error| error.at_path(".report"))?;
    let baseline = surface(&request.baseline).map_err(|error| error.at_path(".baseline"))?;
    let candidate = surface(&request.candidate).map_err(|error| error.at_path(".candidate"))?;
    Ok(compat::verify(&report, &baseline, &candidate))
}
