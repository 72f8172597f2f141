//! Convex's command as a bundler: it writes the push request to a file and sends nothing.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde::Deserialize;

use super::confine::{Area, Bundled, Confined};
use super::dependencies::{folders_of, tracked_packages};
use super::failure;
use super::git::Repository;
use super::programs::{PACKAGES, is_among_packages, on_path};
use super::run::run;
use super::temporary::Folder;
use crate::artifact::{Artifact, PushRequest};
use crate::cancel::Cancel;
use crate::error::{Error, ErrorKind, Result};

/// Path of the command in its package.
const PROGRAM: &str = "bin/main.js";

/// Name of the package, and of its command on the PATH.
const CONVEX: &str = "convex";

/// The program that runs Convex's command.
pub(super) const NODE: &str = "node";

/// Loaded before Convex's command: ends it with this process, and refuses files outside of its area.
const HOOK: &str = include_str!("confine.cjs");

/// A deployment that is never contacted: the command does not need one when it pushes every module.
const DEPLOYMENT: [&str; 4] = ["--url", "http://127.0.0.1:9", "--admin-key", "none"];

/// Selects the generated files to write into the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Generate {
    /// None: they exist.
    Nothing,
    /// Those that modules import.
    Missing,
}

impl Generate {
    fn argument(self) -> &'static str {
        match self {
            Self::Nothing => "disable",
            Self::Missing => "enable",
        }
    }
}

/// Bundles the project in `folder` with the command of the package in `package`.
///
/// # Errors
/// `NotFound` if Node is missing; `InvalidInput`, with the command's output, if it cannot bundle the project; `Io`;
/// `Cancelled` after a cancellation.
pub(super) fn bundle(
    package: &Path,
    folder: &Path,
    generate: Generate,
    area: &Area,
    cancel: &Cancel,
) -> Result<Bundled> {
    let output = Folder::new()?;
    let unusable = |error| Error::io("cannot write a temporary file", &error);
    let file = |name: &str| output.path().join(name);
    let program = package.join(PROGRAM);
    let (request, report) = (file("request"), file("report.json"));
    let settings = serde_json::json!({ "folders": area.readable(), "report": report, "command": program });
    fs::write(file("confine.cjs"), HOOK).map_err(unusable)?;
    fs::write(file("confine.json"), settings.to_string()).map_err(unusable)?;
    let node = node()?;
    let mut command = Command::new(node);
    command.arg("--require").arg(file("confine.cjs")).arg(&program).arg("deploy").args(DEPLOYMENT);
    command.args(["--typecheck", "disable", "--push-all-modules", "--codegen", generate.argument()]);
    command.arg("--write-push-request").arg(&request).current_dir(folder);
    let packages = folders_of(&[package.parent().unwrap_or(package).to_owned()], package);
    let tools = [installation_of(node), package.to_owned()].into_iter().chain(packages).collect();
    let confined = Confined { area, tools, output: output.path() };
    let is_enforced = confined.run(&mut command, cancel).map_err(|error| failure::explain(error, folder))?;
    let text = fs::read_to_string(request.with_extension("json")).map_err(|error| {
        Error::io("Convex's command wrote no request", &error)
            .help("update the package `convex` to a version with `--write-push-request`, or use the bundler `rolldown`")
    })?;
    let artifact = Artifact::from_request(PushRequest::parse(&text)?)?;
    let inputs = read_report(&report)?;
    Ok(Bundled { artifact, inputs, is_enforced })
}

/// Reads the files that were bundled. Without a report, the command did not use the bundler as expected, so its area is
/// unknown.
fn read_report(report: &Path) -> Result<BTreeSet<PathBuf>> {
    let text = fs::read_to_string(report).unwrap_or_default();
    serde_json::from_str(&text).map_err(|_| {
        Error::new(ErrorKind::Unsupported, "cannot confine this version of the package `convex`")
            .help("use the bundler `rolldown`")
    })
}

/// Returns Node's executable. A version manager's stand-in needs its own files and variables to find it.
pub(super) fn node() -> Result<&'static Path> {
    static FOUND: OnceLock<Option<PathBuf>> = OnceLock::new();
    let find = || {
        let program = on_path(NODE)?;
        let mut command = Command::new(program);
        command.args(["-p", "process.execPath"]).env_remove("NODE_OPTIONS").current_dir(std::env::temp_dir());
        let output = run(&mut command, &Cancel::default()).ok()?;
        Some(PathBuf::from(String::from_utf8_lossy(&output).trim())).filter(|path| path.is_absolute())
    };
    FOUND.get_or_init(find).as_deref().ok_or_else(|| {
        Error::new(ErrorKind::NotFound, format!("program `{NODE}` not found"))
            .help("install Node.js, or use the bundler `rolldown`")
    })
}

/// Returns the folder with an executable's libraries: the parent of its folder `bin`.
pub(super) fn installation_of(program: &Path) -> PathBuf {
    let folder = program.parent().unwrap_or(program);
    let above = folder.parent().filter(|_| folder.file_name().is_some_and(|name| name == "bin"));
    above.unwrap_or(folder).to_owned()
}

/// Finds the package `convex` of a project, in its folder or a parent folder, or that of the command on the PATH. One that is
/// part of the repository does not count: a branch could bring its own.
///
/// # Errors
/// `NotFound` if the package is not installed; `Io`.
pub(super) fn find(folder: &Path, repository: Option<&Repository>) -> Result<PathBuf> {
    let folder = fs::canonicalize(folder).map_err(|error| Error::io("cannot open the folder", &error))?;
    let packages = || folder.ancestors().map(|folder| folder.join(PACKAGES).join(CONVEX));
    let mut installed = packages().filter(|package| package.join(PROGRAM).is_file());
    let Some(package) = installed.next() else {
        let message = format!("the package `convex` is not installed in `{}`", folder.display());
        return global().ok_or_else(|| {
            Error::new(ErrorKind::NotFound, message)
                .help("install the project's dependencies: `npm ci`, or the equivalent of its package manager")
        });
    };
    let foreign = match repository {
        Some(repository) => Tracked::of(repository)?.first(&package),
        None => None,
    };
    let Some(foreign) = foreign else {
        return package.canonicalize().map_err(|error| Error::io("cannot open a package", &error));
    };
    global().ok_or_else(|| {
        let message = format!("the package `{}` is part of the repository, so Convex's command is not run", foreign);
        Error::new(ErrorKind::NotFound, message)
            .help("install `convex` outside of the repository's files, or use the bundler `rolldown`")
    })
}

/// Returns the package of the command on the PATH.
fn global() -> Option<PathBuf> {
    let command = on_path(CONVEX)?.canonicalize().ok()?;
    let package = command.parent()?.parent()?;
    (command.ends_with(Path::new(CONVEX).join(PROGRAM))).then(|| package.to_owned())
}

/// The files of a repository among which no tool is trusted.
struct Tracked {
    top: PathBuf,
    packages: BTreeSet<PathBuf>,
}

/// The relevant parts of a `package.json`.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Manifest {
    dependencies: std::collections::BTreeMap<String, serde_json::Value>,
    optional_dependencies: std::collections::BTreeMap<String, serde_json::Value>,
}

impl Tracked {
    fn of(repository: &Repository) -> Result<Self> {
        let top = repository.top.canonicalize().map_err(|error| Error::io("cannot open the working tree", &error))?;
        let packages = tracked_packages(repository)?.into_iter().map(|folder| top.join(folder)).collect();
        Ok(Self { top, packages })
    }

    /// Returns the name of the first package that is part of the repository: this one, or one that it runs.
    fn first(&self, package: &Path) -> Option<String> {
        let (mut waiting, mut seen) = (vec![package.to_owned()], BTreeSet::new());
        while let Some(package) = waiting.pop() {
            let real = package.canonicalize().unwrap_or_else(|_| package.clone());
            if self.contains(&package) || self.contains(&real) {
                return Some(package.file_name().unwrap_or_default().to_string_lossy().into_owned());
            }
            if !seen.insert(real.clone()) {
                continue;
            }
            let text = fs::read_to_string(real.join("package.json")).unwrap_or_default();
            let manifest: Manifest = serde_json::from_str(&text).unwrap_or_default();
            let names = manifest.dependencies.into_keys().chain(manifest.optional_dependencies.into_keys());
            waiting.extend(names.filter_map(|name| {
                real.ancestors().map(|folder| folder.join(PACKAGES).join(&name)).find(|package| package.exists())
            }));
        }
        None
    }

    /// Checks if a package is among the repository's files. Ignored ones are below `node_modules`.
    fn contains(&self, package: &Path) -> bool {
        let is_tracked = self.packages.iter().any(|folder| package.starts_with(folder));
        is_tracked || package.strip_prefix(&self.top).is_ok_and(|inside| !is_among_packages(inside))
    }
}
