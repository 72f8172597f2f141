//! Apps: bundled, and evaluated in a process of their own.

mod bundle;
mod bundler;
pub(super) mod evaluate;
mod surface;

pub(super) use bundle::{Args as BundleArgs, run as bundle};
pub(super) use bundler::BundlerArgs;
pub(super) use evaluate::{EVALUATE, run as evaluate};
pub(super) use surface::{Args as SurfaceArgs, run as surface};

use std::io::{IsTerminal as _, Write as _};

use super::input::Input;
use crate::cancel::Cancel;
use crate::compat::report::render::inert;
use crate::error::Result;
use crate::source::{Opened, ProjectOptions, open_surface};
use crate::surface::Surface;

/// Opens what a check compares.
pub(super) fn open(input: &Input, bundler: BundlerArgs, quiet: bool, cancel: &Cancel) -> Result<Surface> {
    let options = options(bundler, cancel)?;
    Ok(taken(open_surface(input.as_str(), &options)?, input, quiet))
}

fn options(bundler: BundlerArgs, cancel: &Cancel) -> Result<ProjectOptions> {
    Ok(ProjectOptions {
        bundler: bundler.into(),
        isolation: evaluate::isolation()?,
        cancel: cancel.clone(),
        ..ProjectOptions::default()
    })
}

/// What was opened; its notes go to standard error.
fn taken<T>(opened: Opened<T>, input: &Input, quiet: bool) -> T {
    if !quiet {
        let mut complaints = std::io::stderr().lock();
        for note in &opened.notes {
            // Nobody listening is no reason to stop.
            let _ = writeln!(complaints, "note: {input}: {}", inert(note));
        }
    }
    opened.value
}

/// Says that something is done that takes a while, on a terminal.
fn announce(what: &str, quiet: bool) {
    let mut complaints = std::io::stderr().lock();
    if !quiet && complaints.is_terminal() {
        let _ = writeln!(complaints, "{what}");
    }
}
