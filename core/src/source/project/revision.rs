//! Projects in git revisions.

use std::path::{Path, PathBuf};

use super::bundler::Bundler;
use super::convex_command::Generate;
use super::copy::Copy;
use super::functions_folder::find_functions;
use super::git::Repository;
use super::opened::Opened;
use crate::artifact::Artifact;
use crate::cancel::Cancel;
use crate::error::Result;

/// Bundles a revision of a project, in `folder` of the repository or in the current folder.
pub(super) fn artifact(
    revision: &str,
    folder: Option<&str>,
    bundler: Bundler,
    cancel: &Cancel,
) -> Result<Opened<Artifact>> {
    let mut repository = Repository::of(Path::new("."))?;
    if let Some(folder) = folder {
        repository.folder = PathBuf::from(folder);
    }
    let copy = Copy::of_revision(&repository, revision, cancel)?;
    find_functions(&copy.folder())?;
    let found = bundler.find(&copy.folder())?;
    let mut opened = found.bundle(&copy.folder(), Generate::Missing, cancel)?;
    opened.notes.extend(copy.into_notes());
    Ok(opened)
}
