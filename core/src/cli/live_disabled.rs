//! Stand-in for live deployments in builds without the HTTP client.

use super::target::TargetArgs;
use crate::cancel::Cancel;
use crate::compat::Evidence;
use crate::compat::data::DataEvidence;
use crate::compat::report::NotChecked;
use crate::error::{Error, ErrorKind, Result};
use crate::source::Progress;
use crate::surface::Surface;

/// A deployment that was read: none in this build.
pub(super) struct Baseline {
    pub(super) live: Live,
}

/// What was read.
pub(super) struct Live {
    pub(super) surface: Surface,
    pub(super) not_read: Vec<NotChecked>,
}

/// Returns an error: this build makes no calls.
pub(super) fn read(_: &TargetArgs) -> Result<Baseline> {
    Err(Error::new(ErrorKind::Unsupported, "cannot read a deployment: built without the feature `client`")
        .help("install with `--features cli,client`"))
}

impl Baseline {
    pub(super) fn name(&self) -> &str {
        ""
    }

    pub(super) fn documents(
        &self,
        _: &Surface,
        _: &Cancel,
        _: &mut (dyn FnMut(Progress<'_>) -> Result<()> + Send),
    ) -> Result<DataEvidence> {
        Ok(DataEvidence::default())
    }
}

impl Live {
    pub(super) fn evidence(&self, data: Option<DataEvidence>) -> Evidence {
        Evidence { data, ..Evidence::default() }
    }
}
