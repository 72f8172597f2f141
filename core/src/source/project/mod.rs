//! Apps as a check sees them: from a project's folder, from a git revision of it, from the request of a push or from a
//! saved artifact.

mod bundler;
mod convex_command;
mod copy;
mod folder;
mod git;
mod input;
mod opened;
mod program;
mod revision;
mod rolldown;
mod run;

pub use bundler::Bundler;
pub use opened::Opened;

use crate::analysis::{Analysis, Isolation, Options, analyse};
use crate::artifact::Artifact;
use crate::cancel::Cancel;
use crate::error::{Error, Result};
use crate::surface::Surface;
use input::Input;

/// How an app is made ready to be looked at.
#[derive(Clone, Debug, Default)]
pub struct ProjectOptions {
    /// Who bundles its modules.
    pub bundler: Bundler,
    /// How its modules are evaluated.
    pub analysis: Options,
    /// Where they are.
    pub isolation: Isolation,
    /// What stops the bundling.
    pub cancel: Cancel,
}

/// Opens what others depend on: a surface, a schema or a function spec in JSON, or whatever [`open_artifact`] takes,
/// which is then evaluated.
///
/// # Errors
/// As [`open_artifact`] and [`analyse`]; `InvalidInput`, with the place, where a file is none of these, or where the
/// app's own code fails.
pub fn open_surface(input: &str, options: &ProjectOptions) -> Result<Opened<Surface>> {
    let opened = match Input::read(input)? {
        Input::Surface(text) => Surface::parse(&text).map(|value| Opened { value, notes: Vec::new() }),
        other => analysed(other, options).and_then(|Opened { value, notes }| {
            let value = value.surface()?;
            Ok(Opened { value, notes })
        }),
    };
    opened.map_err(|error| named(error, input))
}

/// Evaluates an app and answers what its modules say: of whatever [`open_artifact`] takes.
///
/// # Errors
/// As [`open_artifact`] and [`analyse`].
pub fn open_analysis(input: &str, options: &ProjectOptions) -> Result<Opened<Analysis>> {
    analysed(Input::read(input)?, options).map_err(|error| named(error, input))
}

/// Opens an app:
///
/// - a folder with `convex/` in it, with its dependencies installed: Convex's own command bundles it, from among these, or
///   another [`Bundler`], and nothing is sent anywhere;
/// - a git revision of the folder that is named, or else of the current one: `git:main`, `git:v1.2:apps/web`. What it
///   depends on is taken from the working tree;
/// - the file that `npx convex deploy --write-push-request` writes;
/// - an artifact that was saved.
///
/// # Errors
/// `NotFound` where there is no such file, folder, revision or program; `InvalidInput` where the file is none of these,
/// or the app can't be bundled; `Io`; `Cancelled`.
pub fn open_artifact(input: &str, options: &ProjectOptions) -> Result<Opened<Artifact>> {
    Input::read(input)?.into_artifact(options.bundler, &options.cancel).map_err(|error| named(error, input))
}

fn analysed(input: Input, options: &ProjectOptions) -> Result<Opened<Analysis>> {
    let Opened { value: artifact, mut notes } = input.into_artifact(options.bundler, &options.cancel)?;
    options.cancel.check()?;
    let analysis = analyse(&artifact, &options.analysis, &options.isolation)?;
    notes.extend(analysis.notes.iter().cloned());
    Ok(Opened { value: analysis, notes })
}

/// Says of which input an error is, unless it says a file already.
fn named(error: Error, input: &str) -> Error {
    if error.info().location.file.is_some() { error } else { error.in_file(input) }
}
