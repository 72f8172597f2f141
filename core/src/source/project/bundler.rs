//! The bundler of a project's modules.

use std::path::{Path, PathBuf};

use super::confine::{Area, Bundled};
use super::convex_command::{self, Generate, NODE};
use super::functions::find_functions;
use super::git::Repository;
use super::programs::on_path;
use super::{Opened, left_out, rolldown, versions};
use crate::cancel::Cancel;
use crate::error::{Error, ErrorKind, Result};

/// The bundler of a project's modules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bundler {
    /// Convex's command if a Node that it supports is installed, else rolldown.
    #[default]
    Auto,
    /// Convex's command, run by Node. Modules are byte-identical to those it would push.
    Convex,
    /// rolldown, in the program `convex-ops-bundle`, without Node. Modules behave the same but differ in their text. The
    /// program is named by the environment variable `CONVEX_OPS_BUNDLE`, next to the running program, or on the PATH.
    Rolldown,
}

impl Bundler {
    /// Finds the program to bundle a project whose packages are installed in `folder`. Without the repository's list of
    /// files, Convex's command is not trusted.
    pub(super) fn find(self, folder: &Path, repository: &Result<Option<Repository>>) -> Result<Program> {
        let command = match repository {
            Ok(repository) => convex_command::find(folder, repository.as_ref()),
            Err(error) => Err(error.clone()),
        };
        match self {
            Self::Convex => command.and_then(usable).map(Program::Convex),
            Self::Rolldown => rolldown::find()?.map(Program::Rolldown).ok_or_else(|| {
                Error::new(ErrorKind::NotFound, format!("program `{}` not found", rolldown::PROGRAM))
                    .help(rolldown::INSTALL)
            }),
            Self::Auto if on_path(NODE).is_some() => match command.and_then(usable) {
                Ok(command) => Ok(Program::Convex(command)),
                Err(unusable) => rolldown::find()?.map(Program::Rolldown).ok_or(unusable),
            },
            Self::Auto => rolldown::find()?.map(Program::Rolldown).ok_or_else(|| {
                let message = format!("programs `{NODE}` and `{}` not found", rolldown::PROGRAM);
                Error::new(ErrorKind::NotFound, message)
                    .help(format!("install Node.js, which runs Convex's command; or {}", rolldown::INSTALL))
            }),
        }
    }
}

/// Refuses a package whose command cannot bundle.
fn usable(package: PathBuf) -> Result<PathBuf> {
    let Some(error) = versions::refusal(NODE, &package) else { return Ok(package) };
    let help = error.info().help.clone().unwrap_or_default();
    Err(error.help(format!("{help}; or {}", rolldown::INSTALL)))
}

/// A program that bundles.
pub(super) enum Program {
    /// The package with Convex's command.
    Convex(PathBuf),
    /// The program with rolldown.
    Rolldown(PathBuf),
}

impl Program {
    /// Bundles the project in `folder`, which is in the area.
    pub(super) fn bundle(
        &self,
        folder: &Path,
        generate: Generate,
        area: &Area,
        cancel: &Cancel,
    ) -> Result<Opened<Bundled>> {
        let functions = find_functions(folder)?;
        area.check(&functions)?;
        let mut opened = self.bundle_modules(folder, generate, area, cancel)?;
        let left_out = left_out::find(&functions);
        opened.notes.extend(left_out::note(&functions, &left_out));
        opened.value.artifact.left_out = left_out;
        Ok(opened)
    }

    fn bundle_modules(
        &self,
        folder: &Path,
        generate: Generate,
        area: &Area,
        cancel: &Cancel,
    ) -> Result<Opened<Bundled>> {
        match self {
            Self::Convex(package) => {
                let value = convex_command::bundle(package, folder, generate, area, cancel)?;
                Ok(Opened { value, notes: Vec::new() })
            }
            Self::Rolldown(program) => {
                let value = rolldown::bundle(program, folder, area, cancel)?;
                let note = "bundled by rolldown: module hashes differ from those of Convex's command";
                Ok(Opened { value, notes: vec![note.to_owned()] })
            }
        }
    }
}
