//! Commands that bundle and evaluate apps.

mod bisect;
mod bundle;
mod bundler;
pub(super) mod evaluate;
mod surface;

pub(super) use bisect::{Args as BisectArgs, run as bisect};
pub(super) use bundle::{Args as BundleArgs, run as bundle};
pub(super) use bundler::BundlerArgs;
pub(super) use evaluate::{EVALUATE, run as evaluate};
pub(super) use surface::{Args as SurfaceArgs, run as surface};

use std::io::{IsTerminal as _, Write as _};

use super::environment::Environment;
use super::input::Input;
use crate::analysis::Options;
use crate::cancel::Cancel;
use crate::compat::report::render::inert;
use crate::error::Result;
use crate::source::{Opened, ProjectOptions, open_surface};
use crate::surface::Surface;

/// Opens one side of a check.
pub(super) fn open(
    input: &Input,
    bundler: BundlerArgs,
    environment: &Environment,
    quiet: bool,
    cancel: &Cancel,
) -> Result<Surface> {
    let options = options(bundler, environment, cancel)?;
    Ok(print_notes(open_surface(input.as_str(), &options)?, input, quiet))
}

fn options(bundler: BundlerArgs, environment: &Environment, cancel: &Cancel) -> Result<ProjectOptions> {
    Ok(ProjectOptions {
        bundler: bundler.into(),
        analysis: Options {
            environment: environment.values.clone().unwrap_or_default(),
            names: environment.names.clone(),
            ..Options::default()
        },
        isolation: evaluate::isolation()?,
        cancel: cancel.clone(),
        ..ProjectOptions::default()
    })
}

/// Prints the notes of an opened app to standard error and returns its value.
fn print_notes<T>(opened: Opened<T>, input: &Input, quiet: bool) -> T {
    if !quiet {
        let mut stderr = std::io::stderr().lock();
        for note in &opened.notes {
            // Continue even if standard error is closed.
            let _ = writeln!(stderr, "note: {input}: {}", inert(note));
        }
    }
    opened.value
}

/// Prints the start of a slow step, if standard error is a terminal.
fn announce(step: &str, quiet: bool) {
    let mut stderr = std::io::stderr().lock();
    if !quiet && stderr.is_terminal() {
        let _ = writeln!(stderr, "{step}");
    }
}
