//! Evaluations of earlier runs, by the content of the app.
//!
//! An entry is found again only if nothing that its evaluation read has changed: the files of the repository, the packages,
//! the bundler and this program. In doubt, the app is bundled again.

mod content;
mod fingerprint;
mod packages;
mod place;
mod storage;
mod working_tree;

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::input::Input;
use super::opened::Opened;
use super::options::{NodeModules, ProjectOptions};
use crate::analysis::Analysis;
use crate::artifact::Artifact;
use crate::surface::Locations;
use content::Content;
use packages::PackageFiles;

/// The place of an evaluation in the cache.
pub(super) struct Entry {
    content: Content,
    tools: Vec<String>,
    file: PathBuf,
}

/// An evaluation, as it is stored.
#[derive(Serialize, Deserialize)]
struct Stored<A> {
    /// Hashes of the packages' files that were bundled.
    packages: PackageFiles,
    notes: Vec<String>,
    analysis: A,
    locations: BTreeMap<String, Locations>,
}

impl Entry {
    /// Finds the place of an app; `None` if the cache is off or the app's content cannot be identified.
    pub(super) fn of(input: &Input, options: &ProjectOptions) -> Option<Self> {
        let folder = options.cache.as_deref()?;
        // A result may contain the values of variables, which may be secrets, or depend on packages that are not bundled.
        if !options.analysis.environment.is_empty() || options.node_modules != NodeModules::StandIns {
            return None;
        }
        let tools = fingerprint::tools(options)?;
        let content = Content::of(input)?;
        let file = folder.join(content.key(&tools)?);
        Some(Self { content, tools, file })
    }

    /// Reads the evaluation, if it is stored and the packages that it bundled are unchanged.
    pub(super) fn read(&self) -> Option<Opened<Analysis>> {
        let stored: Stored<Analysis> = serde_json::from_str(&storage::read(&self.file)?).ok()?;
        let unchanged = stored.packages.are_unchanged(&self.content.project()?);
        let Stored { notes, mut analysis, locations, .. } = stored;
        analysis.locations = locations;
        unchanged.then_some(Opened { value: analysis, notes })
    }

    /// Stores the evaluation, unless it has errors or the app changed while it was bundled. The cache only saves time, so
    /// failures are ignored.
    pub(super) fn write(&self, artifact: &Artifact, opened: &Opened<Analysis>) {
        if !opened.value.problems.is_empty() {
            return;
        }
        let Some(packages) = self.content.project().and_then(|project| PackageFiles::of(artifact, &project)) else {
            return;
        };
        let same_content = self.content.key(&self.tools).is_some_and(|key| self.file.ends_with(key));
        let Opened { value: analysis, notes } = opened;
        let (notes, locations) = (notes.clone(), analysis.locations.clone());
        let text = serde_json::to_string(&Stored { packages, notes, analysis, locations });
        if let (true, Ok(text)) = (same_content, text) {
            storage::write(&self.file, &text);
        }
    }
}
