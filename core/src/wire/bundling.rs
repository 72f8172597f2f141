//! Bundling, in builds that can.

use crate::artifact::Artifact;
use crate::cancel::Cancel;
use crate::error::Result;
use crate::source::{ProjectOptions, open_artifact, open_surface_file};

pub(super) fn open(place: &str, cancel: &Cancel) -> Result<Artifact> {
    let options = ProjectOptions { cancel: cancel.clone(), ..ProjectOptions::default() };
    Ok(open_artifact(place, &options)?.value)
}

/// Returns the text of a surface file.
pub(super) fn surface(place: &str, cancel: &Cancel) -> Result<String> {
    let options = ProjectOptions { cancel: cancel.clone(), ..ProjectOptions::default() };
    Ok(open_surface_file(place, &options)?.value)
}
