//! Stand-in for live deployments in builds without the HTTP client.

use std::collections::BTreeSet;

use super::deployment::TargetArgs;
use crate::cancel::Cancel;
use crate::compat::Evidence;
use crate::compat::data::DataEvidence;
use crate::compat::report::NotChecked;
use crate::error::{Error, ErrorKind, Result};
use crate::source::DataProgress;
use crate::surface::Surface;

/// A deployment that was read: none in this build.
pub(super) enum Baseline {}

/// Returns an error: this build makes no calls.
pub(super) fn read(_: &TargetArgs) -> Result<Baseline> {
    Err(Error::new(ErrorKind::Unsupported, "cannot read a deployment: built without the feature `client`")
        .help("install with `--features cli,client`"))
}

impl Baseline {
    pub(super) fn name(&self) -> &str {
        match *self {}
    }

    pub(super) fn documents(
        &self,
        _: &Surface,
        _: &Cancel,
        _: &mut (dyn FnMut(DataProgress<'_>) -> Result<()> + Send),
    ) -> Result<DataEvidence> {
        match *self {}
    }

    pub(super) fn variables(&self) -> Option<&BTreeSet<String>> {
        match *self {}
    }

    pub(super) fn evidence(&self, _: Option<DataEvidence>) -> Evidence {
        match *self {}
    }

    pub(super) fn into_parts(self) -> (Surface, Vec<NotChecked>) {
        match self {}
    }
}
