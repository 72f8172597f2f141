//! Projects in git revisions.

use std::path::Path;

use super::app::App;
use super::confine::{Bundled, check_confinement};
use super::convex_command::Generate;
use super::copy::Copy;
use super::functions::find_functions;
use super::git::{Repository, list};
use super::node_run::run_modules;
use super::opened::Opened;
use super::options::ProjectOptions;
use super::programs::is_among_packages;
use super::tree::is_readable;
use crate::cancel::Cancel;
use crate::error::{Error, Result};

/// Maximum number of files that are named in help.
const MAX_NAMES: usize = 5;

/// Bundles a revision of a project, in `folder` of the repository or in the current folder.
pub(super) fn app(revision: &str, folder: Option<&str>, options: &ProjectOptions) -> Result<Opened<App>> {
    let cancel = &options.cancel;
    let mut repository = Repository::of(Path::new("."))?;
    if let Some(folder) = folder {
        repository = repository.with_folder(folder)?;
    }
    let copy = Copy::of_revision(&repository, revision, cancel)?;
    find_functions(&copy.folder())?;
    let found = options.bundler.find(&repository.installed(), &Ok(Some(repository.clone())))?;
    let area = copy.area()?;
    let bundled = found.bundle(&copy.folder(), Generate::Missing, &area, cancel);
    let bundled = bundled.map_err(|error| explain_ignored(error, &repository, revision, cancel))?;
    let Opened { value: Bundled { artifact, inputs, is_enforced }, mut notes } = bundled;
    let node_answers = run_modules(options, &artifact, &copy.folder(), &area)?;
    check_confinement(options.untrusted, is_enforced)?;
    if !is_enforced {
        notes.push("the bundler was not confined by the operating system, which lacks Landlock".to_owned());
    }
    notes.extend(copy.other_versions(&inputs));
    notes.extend(copy.into_notes());
    Ok(Opened { value: App { artifact, node_answers }, notes })
}

/// Adds help to an error of a bundler that names files which only the working tree has, because git ignores them.
fn explain_ignored(error: Error, repository: &Repository, revision: &str, cancel: &Cancel) -> Error {
    let said = error.to_string();
    let mut command = repository.git();
    command.args(["ls-files", "-z", "--others", "--ignored", "--exclude-standard"]);
    let Ok(ignored) = list(&mut command, cancel) else { return error };
    let is_named = |file: &&String| {
        let name = file.rsplit('/').next().unwrap_or(file);
        let stem = name.split('.').next().unwrap_or(name);
        is_readable(file) && !is_among_packages(Path::new(file)) && !file.contains("_generated/") && said.contains(stem)
    };
    let names: Vec<_> = ignored.iter().filter(is_named).take(MAX_NAMES).map(|file| format!("`{file}`")).collect();
    if names.is_empty() {
        return error;
    }
    error.help(format!(
        "{revision} lacks files that git ignores: {}. Make an artifact when you release, with `convex-ops bundle --output \
         live.json`, and use it as the baseline",
        names.join(", ")
    ))
}
