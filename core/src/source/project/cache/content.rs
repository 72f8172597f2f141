//! The content of an app, as far as it can be identified without bundling it.

use std::path::{Path, PathBuf};

use super::fingerprint::{content, hash};
use super::packages;
use super::place::Project;
use super::working_tree::files;
use crate::cancel::Cancel;
use crate::source::project::configurations;
use crate::source::project::git::{Repository, list};
use crate::source::project::input::Input;
use crate::source::project::locks;

/// The content of an app.
pub(super) enum Content {
    /// A folder in a repository.
    Folder(PathBuf),
    /// A revision, and the folder of the project in it if it is not the current one.
    Revision(String, Option<String>),
    /// A file that contains the modules, by its hash.
    File(String),
}

impl Content {
    pub(super) fn of(input: &Input) -> Option<Self> {
        Some(match input {
            Input::Folder(folder) => Self::Folder(folder.clone()),
            Input::Revision(revision, folder) => Self::Revision(revision.clone(), folder.clone()),
            Input::Artifact(text) | Input::PushRequest(text) => Self::File(hash(text.as_bytes())),
            Input::Surface(_) => return None,
        })
    }

    /// Returns the folder with the packages of the app.
    pub(super) fn project(&self) -> Option<Project> {
        let repository = match self {
            Self::Folder(folder) => Repository::of(folder).ok()?,
            Self::Revision(_, folder) => of_revision(folder.as_deref())?,
            Self::File(_) => return Some(Project { folder: PathBuf::new(), top: PathBuf::new() }),
        };
        Some(Project { folder: repository.top.join(&repository.folder), top: repository.top })
    }

    /// Returns a text that changes with the content, and with the tools that turn it into an evaluation.
    pub(super) fn key(&self, tools: &[String]) -> Option<String> {
        let parts = match self {
            Self::Folder(folder) => {
                let repository = Repository::of(folder).ok()?;
                [of_repository(&repository), files(&repository)?].concat()
            }
            Self::Revision(revision, folder) => {
                let repository = of_revision(folder.as_deref())?;
                [of_repository(&repository), vec![tree(&repository, revision)?]].concat()
            }
            Self::File(hash) => vec![hash.clone()],
        };
        let kind = match self {
            Self::Folder(_) => "folder",
            Self::Revision(..) => "revision",
            Self::File(_) => "file",
        };
        let all = [vec![kind.to_owned()], tools.to_vec(), parts].concat();
        Some(hash(serde_json::to_string(&all).ok()?.as_bytes()))
    }
}

fn of_revision(folder: Option<&str>) -> Option<Repository> {
    let repository = Repository::of(Path::new(".")).ok()?;
    match folder {
        Some(folder) => repository.with_folder(folder).ok(),
        None => Some(repository),
    }
}

/// Identifies the place of a project, and the packages that are installed for it.
fn of_repository(repository: &Repository) -> Vec<String> {
    let project = Project { folder: repository.top.join(&repository.folder), top: repository.top.clone() };
    let mut parts = vec![project.top.display().to_string(), project.folder.display().to_string()];
    let inside = project.ancestors().filter(|folder| folder.starts_with(&project.top));
    let locks = inside.flat_map(|folder| locks::names().map(|name| folder.join(name)));
    let above = configurations::above([project.top.as_path()]);
    let states = locks.chain(packages::states(&project)).chain(above).filter_map(|file| Some((content(&file)?, file)));
    parts.extend(states.map(|(hash, file)| format!("{} {hash}", file.display())));
    parts
}

/// Returns the id of a revision's tree.
fn tree(repository: &Repository, revision: &str) -> Option<String> {
    let commit = repository.commit(revision).ok()?;
    let mut command = repository.git();
    command.args(["rev-parse", "--verify", "--quiet", "--end-of-options"]).arg(format!("{commit}^{{tree}}"));
    list(&mut command, &Cancel::default()).ok()?.pop()
}
