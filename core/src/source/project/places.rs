//! Paths of an app's sources from the root of its repository, as annotations need them.

use std::path::{Path, PathBuf};

use super::git::Repository;
use super::input::Input;
use crate::surface::Surface;

/// The folder of a project in its repository; empty without a known repository.
pub(super) struct Places(PathBuf);

impl Places {
    pub(super) fn of(input: &Input) -> Self {
        let in_repository = |folder: &Path| Repository::of(folder).map(|found| found.folder).unwrap_or_default();
        Self(match input {
            Input::Folder(folder) => in_repository(folder),
            Input::Revision(_, Some(folder)) => PathBuf::from(folder),
            Input::Revision(_, None) => in_repository(Path::new(".")),
            Input::Artifact(_) | Input::PushRequest(_) | Input::Surface(_) => PathBuf::new(),
        })
    }

    /// Makes the paths of a surface relative to the repository.
    pub(super) fn apply(&self, surface: &mut Surface) {
        surface.map_files(&|file| join(&self.0.to_string_lossy(), file));
    }
}

/// Joins a folder and a path that may lead out of it.
fn join(folder: &str, file: &str) -> String {
    let mut steps: Vec<&str> = folder.split(['/', '\\']).filter(|step| !step.is_empty() && *step != ".").collect();
    for step in file.split('/') {
        match step {
            ".." if steps.last().is_some_and(|last| *last != "..") => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn paths_are_from_the_root_of_the_repository() {
        assert_eq!(join("", "convex/a.ts"), "convex/a.ts");
        assert_eq!(join("apps/web/", "convex/a.ts"), "apps/web/convex/a.ts");
        assert_eq!(join("apps/web", "../../packages/shared/a.ts"), "packages/shared/a.ts");
        assert_eq!(join("", "../a.ts"), "../a.ts");
    }
}
