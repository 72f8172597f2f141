//! Who bundles a project's modules.

use std::path::{Path, PathBuf};

use super::convex_command::{self, Generate};
use super::program::on_path;
use super::{Opened, rolldown};
use crate::artifact::Artifact;
use crate::cancel::Cancel;
use crate::error::{Error, ErrorKind, Result};

/// What runs Convex's own command.
const NODE: &str = "node";

/// Who bundles a project's modules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bundler {
    /// Convex's own command where Node is there, and rolldown where it isn't.
    #[default]
    Auto,
    /// Convex's own command, which Node runs: the modules are, byte for byte, those that it would push.
    Convex,
    /// rolldown, in the program `convex-ops-bundle`, without Node: the modules say the same, in other words. The
    /// program is named in the environment variable `CONVEX_OPS_BUNDLE`, beside the running one, or on the path.
    Rolldown,
}

impl Bundler {
    /// The program for a project in `folder`.
    pub(super) fn find(self, folder: &Path) -> Result<Found> {
        let command = convex_command::find(folder)?;
        match self {
            Self::Convex => Ok(Found::Convex(command)),
            Self::Rolldown => rolldown::find()?.map(Found::Rolldown).ok_or_else(|| {
                Error::new(ErrorKind::NotFound, format!("there is no program `{}`", rolldown::PROGRAM))
                    .help(rolldown::INSTALL)
            }),
            Self::Auto if on_path(NODE).is_some() => Ok(Found::Convex(command)),
            Self::Auto => rolldown::find()?.map(Found::Rolldown).ok_or_else(|| {
                let message = format!("there is neither a program `{NODE}` nor `{}`", rolldown::PROGRAM);
                Error::new(ErrorKind::NotFound, message)
                    .help(format!("install Node.js, which runs Convex's own command; or {}", rolldown::INSTALL))
            }),
        }
    }
}

/// A program that bundles.
pub(super) enum Found {
    /// Convex's own command.
    Convex(PathBuf),
    /// The one with rolldown.
    Rolldown(PathBuf),
}

impl Found {
    /// Bundles the project in `folder`.
    pub(super) fn bundle(&self, folder: &Path, generate: Generate, cancel: &Cancel) -> Result<Opened<Artifact>> {
        match self {
            Self::Convex(program) => {
                let value = convex_command::bundle(program, folder, generate, cancel)?;
                Ok(Opened { value, notes: Vec::new() })
            }
            Self::Rolldown(program) => {
                let value = rolldown::bundle(program, folder, cancel)?;
                let note = "rolldown bundled it: the hashes of its modules are not those of Convex's own command";
                Ok(Opened { value, notes: vec![note.to_owned()] })
            }
        }
    }
}
