//! Suggestions of edits, from the sources of the candidate.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use super::git::{Repository, list};
use super::input::Input;
use crate::cancel::Cancel;
use crate::compat::report::Report;

/// Adds to each finding the edit of its line that would remove it, if there is one and the candidate is a folder or a
/// revision. A file that cannot be read has no suggestions.
pub fn suggest_edits(report: &mut Report, candidate: &str) {
    let is_located = |report: &Report| report.findings.iter().any(|finding| finding.location.is_some());
    let Some(sources) = Some(&*report).filter(|report| is_located(report)).and_then(|_| Sources::of(candidate)) else {
        return;
    };
    let mut files: BTreeMap<String, Option<String>> = BTreeMap::new();
    for finding in &mut report.findings {
        let Some(place) = &finding.location else { continue };
        let text = files.entry(place.file.clone()).or_insert_with(|| sources.read(&place.file));
        let index = (place.line as usize).checked_sub(1);
        let line = text.as_deref().zip(index).and_then(|(text, index)| text.lines().nth(index));
        if let Some(line) = line {
            finding.suggest(line);
        }
    }
}

/// The files of a candidate, by their path from the root of its repository.
enum Sources {
    Folder(PathBuf),
    Revision(Repository, String),
}

impl Sources {
    fn of(candidate: &str) -> Option<Self> {
        match Input::of_name(candidate)? {
            Input::Folder(folder) => {
                let top = Repository::of(&folder).map(|repository| repository.top).unwrap_or(folder);
                Some(Self::Folder(top.canonicalize().ok()?))
            }
            Input::Revision(revision, _) => Some(Self::Revision(Repository::of(Path::new(".")).ok()?, revision)),
            Input::Artifact(_) | Input::PushRequest(_) | Input::Surface(_) => None,
        }
    }

    /// Reads a file. Source maps are part of the app's code, so a path that leads out of the repository is not followed.
    fn read(&self, file: &str) -> Option<String> {
        if !Path::new(file).components().all(|part| matches!(part, Component::Normal(_))) {
            return None;
        }
        match self {
            Self::Folder(top) => {
                let path = top.join(file).canonicalize().ok().filter(|path| path.starts_with(top))?;
                fs::read_to_string(path).ok()
            }
            Self::Revision(repository, revision) => {
                let commit = repository.commit(revision).ok()?;
                let mut command = repository.git();
                command.args(["cat-file", "blob"]).arg(format!("{commit}:{file}"));
                Some(list(&mut command, &Cancel::default()).ok()?.concat())
            }
        }
    }
}
