//! The bundler of a project's modules.

use std::path::{Path, PathBuf};

use super::convex_command::{self, Generate};
use super::functions_folder::find_functions;
use super::program::on_path;
use super::{Opened, left_out, rolldown};
use crate::artifact::Artifact;
use crate::cancel::Cancel;
use crate::error::{Error, ErrorKind, Result};

/// The program that runs Convex's command.
const NODE: &str = "node";

/// The bundler of a project's modules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bundler {
    /// Convex's command if Node is installed, else rolldown.
    #[default]
    Auto,
    /// Convex's command, run by Node. Modules are byte-identical to those it would push.
    Convex,
    /// rolldown, in the program `convex-ops-bundle`, without Node. Modules behave the same but differ in their text. The
    /// program is named by the environment variable `CONVEX_OPS_BUNDLE`, next to the running program, or on the PATH.
    Rolldown,
}

impl Bundler {
    /// Finds the program to bundle a project in `folder`.
    pub(super) fn find(self, folder: &Path) -> Result<Program> {
        let command = convex_command::find(folder)?;
        match self {
            Self::Convex => Ok(Program::Convex(command)),
            Self::Rolldown => rolldown::find()?.map(Program::Rolldown).ok_or_else(|| {
                Error::new(ErrorKind::NotFound, format!("program `{}` not found", rolldown::PROGRAM))
                    .help(rolldown::INSTALL)
            }),
            Self::Auto if on_path(NODE).is_some() => Ok(Program::Convex(command)),
            Self::Auto => rolldown::find()?.map(Program::Rolldown).ok_or_else(|| {
                let message = format!("programs `{NODE}` and `{}` not found", rolldown::PROGRAM);
                Error::new(ErrorKind::NotFound, message)
                    .help(format!("install Node.js, which runs Convex's command; or {}", rolldown::INSTALL))
            }),
        }
    }
}

/// A program that bundles.
pub(super) enum Program {
    /// Convex's command.
    Convex(PathBuf),
    /// The program with rolldown.
    Rolldown(PathBuf),
}

impl Program {
    /// Bundles the project in `folder`.
    pub(super) fn bundle(&self, folder: &Path, generate: Generate, cancel: &Cancel) -> Result<Opened<Artifact>> {
        let mut opened = self.bundle_modules(folder, generate, cancel)?;
        let functions = find_functions(folder)?;
        opened.value.left_out = left_out::find(&functions);
        opened.notes.extend(left_out::note(&functions, &opened.value.left_out));
        Ok(opened)
    }

    fn bundle_modules(&self, folder: &Path, generate: Generate, cancel: &Cancel) -> Result<Opened<Artifact>> {
        match self {
            Self::Convex(program) => {
                let value = convex_command::bundle(program, folder, generate, cancel)?;
                Ok(Opened { value, notes: Vec::new() })
            }
            Self::Rolldown(program) => {
                let value = rolldown::bundle(program, folder, cancel)?;
                let note = "bundled by rolldown: module hashes differ from those of Convex's command";
                Ok(Opened { value, notes: vec![note.to_owned()] })
            }
        }
    }
}
