//! Opens apps: project folders, git revisions, push requests and artifacts.

mod app;
mod bundler;
mod cache;
mod commits;
mod configurations;
mod confine;
mod convex_command;
mod copy;
mod dependencies;
mod failure;
mod folder;
mod functions;
mod git;
mod input;
mod left_out;
mod links;
mod locks;
mod node_run;
mod opened;
mod options;
mod places;
mod programs;
mod revision;
mod rolldown;
mod run;
mod suggestions;
mod temporary;
mod tree;
mod versions;
mod workspaces;

pub use bundler::Bundler;
pub use commits::{Commit, list_commits, list_tags};
pub use opened::Opened;
#[cfg(any(feature = "client", feature = "embedded"))]
pub(crate) use options::analysis_with_addresses;
pub use options::{NodeModules, ProjectOptions};
pub use suggestions::suggest_edits;
#[cfg(feature = "cli")]
pub(crate) use temporary::clean_up;

use crate::analysis::{self, Analysis, analyse};
use crate::artifact::Artifact;
use crate::error::{Error, Result};
use crate::surface::Surface;
use app::App;
use input::Input;
use places::Places;

/// Opens a surface: a surface, schema or function spec in JSON, or any input of [`open_artifact`], which is then
/// evaluated.
///
/// # Errors
/// As [`open_artifact`] and [`analyse`]; `InvalidInput`, with the location, for any other file, or if the app's
/// code fails.
pub fn open_surface(input: &str, options: &ProjectOptions) -> Result<Opened<Surface>> {
    let opened = match Input::read(input)? {
        Input::Surface(text) => Surface::parse(&text).map(|value| Opened { value, notes: Vec::new() }),
        other => {
            let places = Places::of(&other);
            open_and_analyse(other, options).and_then(|Opened { value, notes }| {
                let mut value = value.surface()?;
                places.apply(&mut value);
                Ok(Opened { value, notes })
            })
        }
    };
    opened.map_err(|error| add_file(error, input))
}

/// Opens a surface like [`open_surface`], as the text of a surface file.
///
/// # Errors
/// As [`open_surface`].
pub fn open_surface_file(input: &str, options: &ProjectOptions) -> Result<Opened<String>> {
    let opened = match Input::read(input)? {
        Input::Surface(text) => Surface::parse(&text).map(|_| Opened { value: text, notes: Vec::new() }),
        other => open_and_analyse(other, options)
            .and_then(|Opened { value, notes }| Ok(Opened { value: value.surface_file()?, notes })),
    };
    opened.map_err(|error| add_file(error, input))
}

/// Opens an app like [`open_artifact`] and evaluates its modules.
///
/// # Errors
/// As [`open_artifact`] and [`analyse`].
pub fn open_analysis(input: &str, options: &ProjectOptions) -> Result<Opened<Analysis>> {
    open_and_analyse(Input::read(input)?, options).map_err(|error| add_file(error, input))
}

/// Opens an app:
///
/// - a folder with `convex/` in it and its dependencies installed. Convex's command or another [`Bundler`] bundles it
///   offline;
/// - a git revision of the current or the named folder: `git:main`, `git:v1.2:apps/web`. Dependencies come from the working
///   tree;
/// - the output of `npx convex deploy --write-push-request`;
/// - a saved artifact.
///
/// # Errors
/// `NotFound` if the file, folder, revision or a program does not exist; `InvalidInput` for any other file, or if
/// the app cannot be bundled; `Io`; `Cancelled` after a cancellation.
pub fn open_artifact(input: &str, options: &ProjectOptions) -> Result<Opened<Artifact>> {
    let opened = Input::read(input)?.into_app(options).map_err(|error| add_file(error, input))?;
    Ok(Opened { value: opened.value.artifact, notes: opened.notes })
}

fn open_and_analyse(input: Input, options: &ProjectOptions) -> Result<Opened<Analysis>> {
    let entry = cache::Entry::of(&input, options);
    if let Some(found) = entry.as_ref().and_then(cache::Entry::read) {
        return Ok(found);
    }
    let Opened { value: App { artifact, node_answers }, mut notes } = input.into_app(options)?;
    options.cancel.check()?;
    let evaluation = analysis::EvaluationOptions { node_answers, ..options.of_evaluation() };
    let mut analysis = analyse(&artifact, &evaluation, &options.isolation)?;
    analysis.locate(&artifact);
    notes.extend(analysis.notes.iter().cloned());
    let opened = Opened { value: analysis, notes };
    if let Some(entry) = entry {
        entry.write(&artifact, &opened);
    }
    Ok(opened)
}

/// Adds the input's name to an error without a file.
fn add_file(error: Error, input: &str) -> Error {
    if error.info().location.file.is_some() { error } else { error.in_file(input) }
}
