//! Runs `"use node"` modules in Node, with the packages that are installed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use serde::Deserialize;

use super::confine::{Area, SYSTEM};
use super::convex_command::{installation_of, node};
use super::dependencies::members_of;
use super::options::{NodeModules, ProjectOptions};
use super::programs::PACKAGES;
use super::run::run_within;
use super::temporary::Folder;
use crate::analysis::{NodeAnswer, NodeAnswers, NodeJob, write_programs};
use crate::artifact::{Artifact, Module, ModuleEnvironment};
use crate::error::{Error, ErrorKind, Result};
use crate::os;

/// Time for Node to start, and to wait for what does not need the processor.
const GRACE: Duration = Duration::from_secs(10);

/// A line of the answers.
#[derive(Deserialize)]
struct Line {
    path: String,
    #[serde(flatten)]
    answer: NodeAnswer,
}

/// Runs the Node modules of an app if the options ask for it. `folder` is the project's, in the area.
///
/// # Errors
/// `NotFound` if Node is not installed; `Unsupported` if the operating system cannot confine it; `Io`; `Cancelled`.
pub(super) fn run_modules(
    options: &ProjectOptions,
    artifact: &Artifact,
    folder: &Path,
    area: &Area,
) -> Result<Option<NodeAnswers>> {
    let NodeModules::Run { program, args } = &options.node_modules else { return Ok(None) };
    if options.untrusted {
        return Err(Error::new(ErrorKind::Unsupported, "cannot run Node modules of an untrusted app")
            .help("use `--node-modules stand-ins`"));
    }
    let modules: Vec<_> =
        artifact.app.modules.iter().filter(|module| module.environment == ModuleEnvironment::Node).collect();
    let entries = modules.iter().filter(|module| !module.path.starts_with("_deps/"));
    let entries: Vec<String> = entries.map(|module| module.path.clone()).collect();
    if entries.is_empty() {
        return Ok(None);
    }
    let round = Round { options, modules: &modules, folder, area, program, args };
    let mut answers = NodeAnswers::default();
    answers.plain = round.answers(entries, false, &mut answers.confined_by)?;
    let failed = answers.plain.iter().filter(|(_, answer)| answer.error.is_some());
    let failed = failed.map(|(path, _)| path.clone()).collect();
    answers.with_placeholders = round.answers(failed, true, &mut answers.confined_by)?;
    Ok(Some(answers))
}

/// Runs of modules, with or without placeholders for missing environment variables.
struct Round<'a> {
    options: &'a ProjectOptions,
    modules: &'a [&'a Module],
    folder: &'a Path,
    area: &'a Area,
    /// The program that confines itself and becomes Node, and its first arguments.
    program: &'a Path,
    args: &'a [String],
}

impl Round<'_> {
    /// Returns the answers of modules. One that ends Node, or does not end in its time, is left out the next time.
    fn answers(
        &self,
        mut modules: Vec<String>,
        placeholders: bool,
        confined_by: &mut Vec<String>,
    ) -> Result<BTreeMap<String, NodeAnswer>> {
        let mut answers = BTreeMap::new();
        while !modules.is_empty() {
            let found = self.run(&modules, placeholders, confined_by)?;
            answers.extend(found);
            let before = modules.len();
            modules.retain(|path| !answers.contains_key(path));
            if modules.len() == before {
                return Err(Error::new(ErrorKind::Internal, "Node answered nothing"));
            }
        }
        Ok(answers)
    }

    fn run(
        &self,
        modules: &[String],
        placeholders: bool,
        confined_by: &mut Vec<String>,
    ) -> Result<BTreeMap<String, NodeAnswer>> {
        let unusable = |error| Error::io("cannot write the modules for Node", &error);
        let output = Folder::new()?;
        let root = output.path().canonicalize().map_err(unusable)?;
        let node = node()?;
        let analysis = self.options.of_evaluation();
        let work = self.link_packages(&root)?;
        let job = NodeJob {
            node: node.to_owned(),
            folder: work.clone(),
            read: self.readable(node),
            time: analysis.limits.total_time,
            modules: modules.to_vec(),
            variables: analysis.environment,
            names: analysis.names.unwrap_or_default(),
            placeholders,
        };
        write_programs(&root, &job).map_err(unusable)?;
        write_modules(&work, self.modules).map_err(unusable)?;
        let mut command = Command::new(self.program);
        command.args(self.args).arg(&root).env_clear().stdin(Stdio::null());
        let limit = job.time.saturating_mul(2).saturating_add(GRACE);
        let said = run_within(&mut command, limit, &self.options.cancel)?;
        let confined = fs::read_to_string(root.join("confined.json")).unwrap_or_default();
        *confined_by = serde_json::from_str(&confined).map_err(|_| {
            Error::new(ErrorKind::Unsupported, "cannot run Node modules")
                .caused_by(said.trim().trim_start_matches("error: "))
                .help("use `--node-modules stand-ins`, which evaluates them without their packages")
        })?;
        let answers = fs::read_to_string(root.join("answers.jsonl")).map_err(unusable)?;
        let answers: BTreeMap<_, _> = answers
            .lines()
            // The process may have ended while it wrote a line.
            .filter_map(|line| serde_json::from_str::<Line>(line).ok())
            .map(|Line { path, answer }| (path, answer))
            .collect();
        if answers.is_empty() {
            return Err(Error::invalid_input("Node could not load the modules").caused_by(said.trim()));
        }
        Ok(answers)
    }

    /// Returns what Node may read: the system, its own installation, the packages, and the members of the workspace among
    /// them.
    fn readable(&self, node: &Path) -> Vec<PathBuf> {
        let system = SYSTEM.iter().map(PathBuf::from);
        let packages = self.packages();
        // A link to the project itself gives access to nothing.
        let members = members_of(&packages, &self.area.project).into_iter();
        let members = members.filter(|member| !self.folder.starts_with(member));
        let own = packages.iter().chain(&self.area.packages).cloned().chain(members);
        system.chain(own).chain([installation_of(node)]).collect()
    }

    /// Returns the folders of packages that the project's modules find, the closest first.
    fn packages(&self) -> Vec<PathBuf> {
        let folders = self.folder.ancestors().take_while(|folder| folder.starts_with(&self.area.project));
        folders.map(|folder| folder.join(PACKAGES)).filter(|packages| packages.is_dir()).collect()
    }

    /// Links the packages in nested folders, so that modules in the innermost one find the closest first. Returns that
    /// folder.
    fn link_packages(&self, root: &Path) -> Result<PathBuf> {
        let unusable = |error| Error::io("cannot link the packages for Node", &error);
        let mut folder = root.join("modules");
        for packages in self.packages().into_iter().rev() {
            fs::create_dir_all(&folder).map_err(unusable)?;
            os::link(&packages, &folder.join(PACKAGES)).map_err(unusable)?;
            folder.push("inner");
        }
        fs::create_dir_all(&folder).map_err(unusable)?;
        Ok(folder)
    }
}

/// Writes modules, as ECMAScript modules of one package.
fn write_modules(folder: &Path, modules: &[&Module]) -> std::io::Result<()> {
    fs::write(folder.join("package.json"), r#"{"type": "module"}"#)?;
    for module in modules {
        if !Path::new(&module.path).components().all(|part| matches!(part, Component::Normal(_))) {
            // It leads out of the folder, so Node does not find it.
            continue;
        }
        let file = folder.join(&module.path);
        fs::create_dir_all(file.parent().unwrap_or(folder))?;
        fs::write(file, &module.source)?;
    }
    Ok(())
}
