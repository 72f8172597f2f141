//! The area of a bundler: the files that it may read and write.
//!
//! The bundlers themselves refuse imports that lead out of it. If the kernel has Landlock, it enforces the area too, and
//! refuses TCP connections.

use std::collections::BTreeSet;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::dependencies::{folders_of, tracked_packages};
use super::git::Repository;
use super::programs::{PACKAGES, trusted_path};
use super::run::run_restricted;
use super::{configurations, links};
use crate::artifact::Artifact;
use crate::cancel::Cancel;
use crate::error::{Error, ErrorKind, Result};
use crate::os::rights::{Enforced, Rights};

/// Variables that a bundler keeps: none of them is a credential.
const VARIABLES: [&str; 10] = [
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "TZ",
    "SYSTEMROOT",
    "SYSTEMDRIVE",
    "WINDIR",
    "COMSPEC",
    "PATHEXT",
    "NUMBER_OF_PROCESSORS",
];

/// Folders of the operating system, with its libraries, time zones and devices.
pub(super) const SYSTEM: [&str; 14] = [
    "/bin",
    "/sbin",
    "/usr",
    "/lib",
    "/lib32",
    "/lib64",
    "/libx32",
    "/etc",
    "/opt",
    "/nix/store",
    "/gnu/store",
    "/proc",
    "/sys",
    "/dev",
];

/// The files that a bundler may read and write.
#[derive(Clone, Debug)]
pub(super) struct Area {
    /// The project's copy, or its working tree.
    pub(super) project: PathBuf,
    /// True if the bundler may write into it: it is a copy.
    pub(super) is_copy: bool,
    /// Folders with the packages that modules may import.
    pub(super) packages: Vec<PathBuf>,
}

impl Area {
    /// Checks that the folder of the functions is in the project, with all links followed.
    pub(super) fn check(&self, functions: &Path) -> Result<()> {
        if links::is_inside(&self.project, functions) {
            return Ok(());
        }
        let message = "the folder of the functions leads out of the project";
        Err(Error::invalid_input(message).help("name a folder of the project in `convex.json`"))
    }

    /// Returns the folders whose files may be bundled.
    pub(super) fn readable(&self) -> Vec<&Path> {
        std::iter::once(&self.project).chain(&self.packages).map(PathBuf::as_path).collect()
    }
}

/// A bundled project.
pub(super) struct Bundled {
    pub(super) artifact: Artifact,
    /// The files that were bundled, with all links followed.
    pub(super) inputs: BTreeSet<PathBuf>,
    /// True if the operating system enforced the area.
    pub(super) is_enforced: bool,
}

/// A program with its rights.
pub(super) struct Confined<'a> {
    pub(super) area: &'a Area,
    /// Folders with the program and its libraries.
    pub(super) tools: Vec<PathBuf>,
    /// The folder for its results.
    pub(super) output: &'a Path,
}

impl Confined<'_> {
    /// Runs the program with few variables, and returns true if the operating system enforced its rights.
    pub(super) fn run(&self, command: &mut Command, cancel: &Cancel) -> Result<bool> {
        command.env_clear().env("PATH", trusted_path());
        command.envs(VARIABLES.iter().filter_map(|name| Some((name, env::var_os(name)?))));
        // Credentials are looked for in the home folder.
        command.envs(["HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP"].map(|name| (name, self.output)));
        // Disables prompts and crash reports.
        command.env("CI", "1");
        let enforced = run_restricted(command, &self.rights(), cancel)?;
        Ok(enforced != Enforced::Nothing)
    }

    fn rights(&self) -> Rights {
        let Area { project, is_copy, packages } = self.area;
        let system = SYSTEM.iter().map(PathBuf::from);
        let own = packages.iter().chain(&self.tools).chain([project]).cloned();
        let read = system.chain(own).chain(configurations::above(self.area.readable()));
        let mut write = vec![self.output.to_owned(), PathBuf::from("/dev/null")];
        if *is_copy {
            write.push(project.clone());
        }
        Rights { read: read.collect(), write, lists_all: true }
    }
}

/// Checks that the operating system confined the bundler of an untrusted app.
pub(super) fn check_confinement(untrusted: bool, is_enforced: bool) -> Result<()> {
    if is_enforced || !untrusted {
        return Ok(());
    }
    Err(Error::new(ErrorKind::Unsupported, "cannot confine the bundler of an untrusted app: the system lacks Landlock")
        .help("run on Linux 5.13 or newer"))
}

/// Returns an area in the working tree of a repository or, without one, in the outermost package.
pub(super) fn in_place(folder: &Path, repository: Option<&Repository>) -> Result<Area> {
    let folder = folder.canonicalize().map_err(|error| Error::io("cannot open the folder", &error))?;
    let outermost = || folder.ancestors().filter(|folder| folder.join("package.json").is_file()).last();
    let (project, tracked) = match repository {
        Some(repository) => {
            let top = repository.top.canonicalize();
            let top = top.map_err(|error| Error::io("cannot open the working tree", &error))?;
            let tracked = tracked_packages(repository)?.iter().map(|folder| top.join(folder)).collect();
            (top, tracked)
        }
        None => (outermost().unwrap_or(&folder).to_owned(), BTreeSet::new()),
    };
    // The links of a folder that is part of the repository are not those of a package manager.
    let installed = folder.ancestors().map(|folder| folder.join(PACKAGES)).filter(|folder| !tracked.contains(folder));
    let packages = folders_of(&installed.collect::<Vec<_>>(), &project);
    Ok(Area { project, is_copy: false, packages })
}
