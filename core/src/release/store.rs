//! The release store: the entries of the ledger, and the artifacts by their hashes.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::entry::{Release, ReleaseState};
use crate::artifact::Artifact;
use crate::error::{Error, ErrorKind, Result};
use crate::json;
use crate::model::Timestamp;

/// Folder of the artifacts: `<hash>.json`.
const ARTIFACTS: &str = "artifacts";

/// Folder of the entries: `<deployment>/<number>.json`.
const ENTRIES: &str = "entries";

/// Number of digits in the names of entries, so that they are sorted.
const DIGITS: usize = 6;

/// A folder with releases. It can be shared: a number is given once, and an artifact is stored once.
///
/// ```
/// use convex_ops::release::ReleaseStore;
///
/// let folder = tempfile::tempdir().unwrap();
/// let store = ReleaseStore::folder(folder.path());
/// assert!(store.list("happy-otter-123")?.is_empty());
/// # Ok::<(), convex_ops::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct ReleaseStore {
    folder: PathBuf,
}

impl ReleaseStore {
    /// Opens the store in a folder, which need not exist.
    #[must_use]
    pub fn folder(path: impl Into<PathBuf>) -> Self {
        Self { folder: path.into() }
    }

    /// Lists the releases of a deployment, the latest first.
    ///
    /// # Errors
    /// `Io` if the folder cannot be read; `InvalidInput` if an entry is damaged.
    pub fn list(&self, deployment: &str) -> Result<Vec<Release>> {
        let folder = self.entries_of(deployment)?;
        let mut found =
            names(&folder)?.iter().filter_map(|name| name.strip_suffix(".json")?.parse().ok()).collect::<Vec<u32>>();
        found.sort_unstable_by(|a, b| b.cmp(a));
        found.into_iter().map(|number| self.get(deployment, number)).collect()
    }

    /// Lists the names of the deployments that have releases.
    ///
    /// # Errors
    /// `Io` if the folder cannot be read.
    pub fn deployments(&self) -> Result<Vec<String>> {
        let mut found = names(&self.folder.join(ENTRIES))?;
        found.sort();
        Ok(found)
    }

    /// Returns a release of a deployment.
    ///
    /// # Errors
    /// `NotFound` with the code `ReleaseNotFound`; `Io`; `InvalidInput` if the entry is damaged.
    pub fn get(&self, deployment: &str, number: u32) -> Result<Release> {
        let path = self.entry(deployment, number)?;
        match fs::read_to_string(&path) {
            Ok(text) => json::from_str(&text).map_err(|error| error.in_file(path.display().to_string())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let message = format!("release {number} of `{deployment}` not found in {}", self.folder.display());
                Err(Error::new(ErrorKind::NotFound, message)
                    .with_code("ReleaseNotFound")
                    .help("list the releases with `convex-ops releases`, or name another store with `--releases`"))
            }
            Err(error) => Err(unreadable(&path, &error)),
        }
    }

    /// Returns the latest release of a deployment that became live.
    ///
    /// # Errors
    /// As [`list`](Self::list).
    pub fn latest(&self, deployment: &str) -> Result<Option<Release>> {
        Ok(self.list(deployment)?.into_iter().find(|release| release.state == ReleaseState::Live))
    }

    /// Returns the releases that clients loaded since a time may still use, the latest first: those that became live since,
    /// and the one that was live then. A deploy without a known end counts, because it may have become live.
    ///
    /// # Errors
    /// As [`list`](Self::list).
    pub fn in_use(&self, deployment: &str, since: Timestamp) -> Result<Vec<Release>> {
        let mut found: Vec<Release> = Vec::new();
        for release in self.list(deployment)? {
            if release.state == ReleaseState::Failed {
                continue;
            }
            let was_live_before = release.deployed.is_some_and(|deployed| deployed < since);
            if !found.iter().any(|other| other.artifact == release.artifact) {
                found.push(release);
            }
            if was_live_before {
                break;
            }
        }
        Ok(found)
    }

    /// Returns an artifact by its hash.
    ///
    /// # Errors
    /// `NotFound` with the code `ArtifactNotFound`; `Io`; `InvalidInput` if the file is damaged.
    pub fn artifact(&self, hash: &str) -> Result<Artifact> {
        let path = self.artifact_path(hash)?;
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let message = format!("artifact `{hash}` not found in the release store {}", self.folder.display());
                return Err(Error::new(ErrorKind::NotFound, message)
                    .with_code("ArtifactNotFound")
                    .help("name the store with `--releases`, or build the artifact again from its commit"));
            }
            Err(error) => return Err(unreadable(&path, &error)),
        };
        let artifact = Artifact::from_file(&text).map_err(|error| error.in_file(path.display().to_string()))?;
        if artifact.hash()? == hash {
            return Ok(artifact);
        }
        Err(Error::invalid_input("corrupt release store: the artifact has another hash")
            .in_file(path.display().to_string()))
    }

    /// Returns the file of an artifact, after its check.
    #[cfg(all(feature = "cli", feature = "client"))]
    pub(crate) fn artifact_file(&self, hash: &str) -> Result<PathBuf> {
        self.artifact(hash)?;
        self.artifact_path(hash)
    }

    /// Stores an artifact.
    pub(super) fn keep(&self, artifact: &Artifact, hash: &str) -> Result<()> {
        let path = self.artifact_path(hash)?;
        if path.exists() {
            return Ok(());
        }
        write(&path, artifact.to_file()?.as_bytes(), true).map(drop)
    }

    /// Adds an entry, and returns its number.
    pub(super) fn begin(&self, release: &Release) -> Result<u32> {
        let mut next = self.list(&release.deployment)?.first().map_or(1, |last| last.number.saturating_add(1));
        loop {
            let entry = Release { number: next, ..release.clone() };
            if write(&self.entry(&release.deployment, next)?, &text(&entry)?, false)? {
                return Ok(next);
            }
            // Another deploy took the number.
            next = next.saturating_add(1);
        }
    }

    /// Replaces an entry.
    pub(super) fn update(&self, release: &Release) -> Result<()> {
        write(&self.entry(&release.deployment, release.number)?, &text(release)?, true).map(drop)
    }

    fn entries_of(&self, deployment: &str) -> Result<PathBuf> {
        Ok(self.folder.join(ENTRIES).join(file_name(deployment)?))
    }

    fn entry(&self, deployment: &str, number: u32) -> Result<PathBuf> {
        Ok(self.entries_of(deployment)?.join(format!("{number:0DIGITS$}.json")))
    }

    fn artifact_path(&self, hash: &str) -> Result<PathBuf> {
        Ok(self.folder.join(ARTIFACTS).join(format!("{}.json", file_name(hash)?)))
    }
}

/// Checks that a name is one of a file.
fn file_name(name: &str) -> Result<&str> {
    let is_plain =
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if is_plain { Ok(name) } else { Err(Error::invalid_input(format!("invalid name `{}`", name.escape_debug()))) }
}

/// Returns the names in a folder. One that does not exist is empty.
fn names(folder: &Path) -> Result<Vec<String>> {
    match fs::read_dir(folder) {
        Ok(entries) => {
            let names = entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
            names.collect::<std::io::Result<_>>().map_err(|error| unreadable(folder, &error))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(unreadable(folder, &error)),
    }
}

fn text(release: &Release) -> Result<Vec<u8>> {
    let text = serde_json::to_vec_pretty(release);
    text.map_err(|error| Error::new(ErrorKind::Internal, "cannot write a release as JSON").caused_by(error))
}

/// Writes a whole file or none of it. Returns `false` if it exists and is not replaced.
fn write(path: &Path, text: &[u8], replace: bool) -> Result<bool> {
    let unwritable = |error: &std::io::Error| {
        Error::io("cannot write the release store", error)
            .in_file(path.display().to_string())
            .help("check the folder, or name another with `--releases`")
    };
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| unwritable(&error))?;
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(|error| unwritable(&error))?;
    let written = file.write_all(text).and_then(|()| file.as_file().sync_all());
    written.map_err(|error| unwritable(&error))?;
    if replace {
        return file.persist(path).map(|_| true).map_err(|error| unwritable(&error.error));
    }
    match file.persist_noclobber(path) {
        Ok(_) => Ok(true),
        Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(unwritable(&error.error)),
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    Error::io("cannot read the release store", error).in_file(path.display().to_string())
}
