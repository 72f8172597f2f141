//! Detects the kind of an input.

use std::path::{Path, PathBuf};

use memchr::memmem;

use super::app::App;
use super::git::Repository;
use super::options::{NodeModules, ProjectOptions};
use super::{Opened, folder, revision};
use crate::artifact::{Artifact, ModuleEnvironment, PushRequest};
use crate::error::{Error, ErrorKind, Result};
use crate::source::text::read_text;

/// The prefix of git revisions.
const GIT: &str = "git:";

/// An input, by kind.
pub(super) enum Input {
    /// The folder of a project.
    Folder(PathBuf),
    /// A git revision, and the folder of the project in it if it is not the current one.
    Revision(String, Option<String>),
    /// The text of an artifact.
    Artifact(String),
    /// The text of a push request.
    PushRequest(String),
    /// The text of anything else: a surface, a schema, a function spec.
    Surface(String),
}

impl Input {
    pub(super) fn read(input: &str) -> Result<Self> {
        match Self::of_name(input) {
            Some(found) => Ok(found),
            None => read_text(input).map(Self::of_text).map_err(|error| suggest_revision(error, input)),
        }
    }

    /// Returns the revision or the folder that a name stands for; `None` for a file.
    pub(super) fn of_name(input: &str) -> Option<Self> {
        if let Some(revision) = input.strip_prefix(GIT).filter(|_| !Path::new(input).exists()) {
            let (revision, folder) = match revision.split_once(':') {
                Some((revision, folder)) => (revision, Some(folder.to_owned())),
                None => (revision, None),
            };
            return Some(Self::Revision(revision.to_owned(), folder));
        }
        (input != "-" && Path::new(input).is_dir()).then(|| Self::Folder(PathBuf::from(input)))
    }

    /// Detects the kind of a file by a key that only one kind has. If the guess is wrong, its parser fails.
    fn of_text(text: String) -> Self {
        let has = |name: &str| memmem::find(text.as_bytes(), name.as_bytes()).is_some();
        // An artifact starts with its version.
        if text.get(..64).unwrap_or(&text).contains("\"convexOpsArtifact\"") {
            Self::Artifact(text)
        } else if has("\"appDefinition\"") && has("\"changedModules\"") {
            Self::PushRequest(text)
        } else {
            Self::Surface(text)
        }
    }

    /// Bundles or parses an app.
    pub(super) fn into_app(self, options: &ProjectOptions) -> Result<Opened<App>> {
        let artifact = match self {
            Self::Folder(folder) => return folder::app(&folder, options),
            Self::Revision(name, folder) => return revision::app(&name, folder.as_deref(), options),
            Self::Artifact(text) => Artifact::from_file(&text)?,
            Self::PushRequest(text) => Artifact::from_request(PushRequest::parse(&text)?)?,
            Self::Surface(_) => {
                return Err(Error::invalid_input("not an app: neither an artifact nor a push request").help(
                    "use a folder with `convex/` in it, `git:<revision>`, or the output of `npx convex deploy \
                         --write-push-request`",
                ));
            }
        };
        if options.node_modules != NodeModules::StandIns && has_node_modules(&artifact) {
            return Err(Error::new(
                ErrorKind::Unsupported,
                "cannot run Node modules of a file: their packages are unknown",
            )
            .help("use a folder or a revision, or `--node-modules stand-ins`"));
        }
        Ok(Opened { value: App { artifact, node_answers: None }, notes: Vec::new() })
    }
}

fn has_node_modules(artifact: &Artifact) -> bool {
    artifact.app.modules.iter().any(|module| module.environment == ModuleEnvironment::Node)
}

/// Adds help to the error of a missing file whose name is that of a revision.
fn suggest_revision(error: Error, input: &str) -> Error {
    if input == "-" || Path::new(input).exists() {
        return error;
    }
    match Repository::of(Path::new(".")).and_then(|repository| repository.commit(input)) {
        Ok(_) => error.help(format!("use `{GIT}{input}` for the revision of git")),
        Err(_) => error,
    }
}
