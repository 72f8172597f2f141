//! Projects in folders.

use std::path::Path;

use super::Opened;
use super::bundler::{Bundler, Program};
use super::convex_command::Generate;
use super::copy::Copy;
use super::functions_folder::find_functions;
use super::git::Repository;
use crate::artifact::Artifact;
use crate::cancel::Cancel;
use crate::error::{Error, ErrorKind, Result};

/// Bundles a project's folder. If generated files are missing, Convex's command bundles a copy, so that the project stays
/// unchanged.
pub(super) fn artifact(folder: &Path, bundler: Bundler, cancel: &Cancel) -> Result<Opened<Artifact>> {
    let functions = find_functions(folder)?;
    let found = bundler.find(folder)?;
    if functions.join("_generated").is_dir() {
        return found.bundle(folder, Generate::Nothing, cancel);
    }
    let mut opened = match &found {
        Program::Convex(_) => {
            let copy = Copy::of_working_tree(&repository(folder)?, cancel)?;
            found.bundle(&copy.folder(), Generate::Missing, cancel)?
        }
        Program::Rolldown(_) => found.bundle(folder, Generate::Missing, cancel)?,
    };
    opened.notes.push("`_generated` is missing: stand-ins were used for the generated files".to_owned());
    Ok(opened)
}

fn repository(folder: &Path) -> Result<Repository> {
    Repository::of(folder).map_err(|error| {
        Error::new(ErrorKind::NotFound, "folder `_generated` not found")
            .help("run `npx convex codegen`, or put the project into a git repository, so that a copy can be bundled")
            .caused_by(error)
    })
}
