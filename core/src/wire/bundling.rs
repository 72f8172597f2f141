//! Bundling, in builds that can.

use crate::artifact::Artifact;
use crate::cancel::Cancel;
use crate::error::Result;
use crate::source::{ProjectOptions, open_artifact};

pub(super) fn open(place: &str, cancel: &Cancel) -> Result<Artifact> {
    let options = ProjectOptions { cancel: cancel.clone(), ..ProjectOptions::default() };
    Ok(open_artifact(place, &options)?.value)
}
