//! Projects in folders.

use std::path::Path;

use super::Opened;
use super::app::App;
use super::bundler::Program;
use super::confine::{Bundled, check_confinement, in_place};
use super::convex_command::Generate;
use super::copy::Copy;
use super::functions::find_functions;
use super::git::Repository;
use super::node_run::run_modules;
use super::options::ProjectOptions;
use crate::error::{Error, ErrorKind, Result};

/// Bundles a project's folder. If generated files are missing, Convex's command bundles a copy, so that the project stays
/// unchanged.
pub(super) fn app(folder: &Path, options: &ProjectOptions) -> Result<Opened<App>> {
    let cancel = &options.cancel;
    let functions = find_functions(folder)?;
    let repository = Repository::find(folder);
    let found = options.bundler.find(folder, &repository)?;
    let repository = match repository {
        // rolldown works without git.
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        found => found.ok().flatten(),
    };
    let is_generated = functions.join("_generated").is_dir();
    let (opened, node_answers) = match (&found, is_generated) {
        (Program::Convex(_), false) => {
            let copy = Copy::of_working_tree(&repository.ok_or_else(not_generated)?, cancel)?;
            let area = copy.area()?;
            let mut opened = found.bundle(&copy.folder(), Generate::Missing, &area, cancel)?;
            let answers = run_modules(options, &opened.value.artifact, &copy.folder(), &area)?;
            opened.notes.extend(copy.into_notes());
            (opened, answers)
        }
        (Program::Convex(_), true) | (Program::Rolldown(_), _) => {
            let area = in_place(folder, repository.as_ref())?;
            let opened = found.bundle(folder, Generate::Nothing, &area, cancel)?;
            let real = folder.canonicalize().map_err(|error| Error::io("cannot open the folder", &error))?;
            let answers = run_modules(options, &opened.value.artifact, &real, &area)?;
            (opened, answers)
        }
    };
    let Opened { value: Bundled { artifact, is_enforced, .. }, mut notes } = opened;
    check_confinement(options.untrusted, is_enforced)?;
    if !is_generated {
        let how = match found {
            Program::Convex(_) => "it was generated in a copy of the project",
            Program::Rolldown(_) => "stand-ins were used for the generated files",
        };
        notes.push(format!("`_generated` is missing: {how}"));
    }
    Ok(Opened { value: App { artifact, node_answers }, notes })
}

fn not_generated() -> Error {
    Error::new(ErrorKind::NotFound, "folder `_generated` not found")
        .help("run `npx convex codegen`, or put the project into a git repository, so that a copy can be bundled")
}
