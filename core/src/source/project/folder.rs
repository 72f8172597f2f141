//! Projects in folders.

use std::path::Path;

use super::Opened;
use super::bundler::{Bundler, Program};
use super::confine::{Bundled, in_place};
use super::convex_command::Generate;
use super::copy::Copy;
use super::functions::find_functions;
use super::git::Repository;
use crate::artifact::Artifact;
use crate::cancel::Cancel;
use crate::error::{Error, ErrorKind, Result};

/// Bundles a project's folder. If generated files are missing, Convex's command bundles a copy, so that the project stays
/// unchanged.
pub(super) fn artifact(folder: &Path, bundler: Bundler, cancel: &Cancel) -> Result<Opened<Artifact>> {
    let functions = find_functions(folder)?;
    let repository = Repository::find(folder);
    let found = bundler.find(folder, &repository)?;
    let repository = match repository {
        // rolldown works without git.
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        found => found.ok().flatten(),
    };
    let is_generated = functions.join("_generated").is_dir();
    let opened = match (&found, is_generated) {
        (Program::Convex(_), false) => {
            let copy = Copy::of_working_tree(&repository.ok_or_else(not_generated)?, cancel)?;
            let mut opened = found.bundle(&copy.folder(), Generate::Missing, &copy.area()?, cancel)?;
            opened.notes.extend(copy.into_notes());
            opened
        }
        (Program::Convex(_), true) | (Program::Rolldown(_), _) => {
            let area = in_place(folder, repository.as_ref())?;
            found.bundle(folder, Generate::Nothing, &area, cancel)?
        }
    };
    let Opened { value: Bundled { artifact, .. }, mut notes } = opened;
    if !is_generated {
        let how = match found {
            Program::Convex(_) => "it was generated in a copy of the project",
            Program::Rolldown(_) => "stand-ins were used for the generated files",
        };
        notes.push(format!("`_generated` is missing: {how}"));
    }
    Ok(Opened { value: artifact, notes })
}

fn not_generated() -> Error {
    Error::new(ErrorKind::NotFound, "folder `_generated` not found")
        .help("run `npx convex codegen`, or put the project into a git repository, so that a copy can be bundled")
}
