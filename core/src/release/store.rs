//! The release store: the entries of the ledger, and the artifacts by their hashes.

use std::fmt;
use std::path::PathBuf;

use super::entry::{Release, ReleaseState};
use super::files::Files;
use crate::artifact::Artifact;
use crate::error::{Error, ErrorKind, Result};
use crate::handles::{KnownDeployment, ReleaseLocation};
use crate::json;
use crate::model::Timestamp;

/// Environment variable with the folder of the store.
const VARIABLE: &str = "CONVEX_OPS_RELEASES";

/// Folder of the store by default.
const DEFAULT: &str = ".convex-ops/releases";

/// Folder of the artifacts: `<hash>.json`.
const ARTIFACTS: &str = "artifacts";

/// Folder of the entries: `<deployment>/<number>.json`.
const ENTRIES: &str = "entries";

/// Number of digits in the names of entries, so that they are sorted.
const DIGITS: usize = 6;

/// A store of releases. It can be shared: a number is given once, and an artifact is stored once.
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
    files: Files,
}

impl ReleaseStore {
    /// Opens the store in a folder, which need not exist.
    #[must_use]
    pub fn folder(path: impl Into<PathBuf>) -> Self {
        Self { files: Files::Folder(path.into()) }
    }

    /// Opens the store at a location.
    ///
    /// ```
    /// use convex_ops::ReleaseLocation;
    /// use convex_ops::release::ReleaseStore;
    ///
    /// let store = ReleaseStore::at(&ReleaseLocation::memory());
    /// assert_eq!(store.to_string(), "in memory");
    /// ```
    #[must_use]
    pub fn at(location: &ReleaseLocation) -> Self {
        let files = match location {
            ReleaseLocation::Folder(path) => Files::Folder(path.clone()),
            ReleaseLocation::Memory(files) => Files::Memory(files.clone()),
            _ => {
                let named = std::env::var_os(VARIABLE).filter(|folder| !folder.is_empty());
                Files::Folder(named.map_or_else(|| DEFAULT.into(), PathBuf::from))
            }
        };
        Self { files }
    }

    /// Lists the releases of a deployment, the latest first.
    ///
    /// # Errors
    /// `Io` if the folder cannot be read; `InvalidInput` if an entry is damaged.
    pub fn list(&self, deployment: &str) -> Result<Vec<Release>> {
        self.numbers(deployment)?.into_iter().map(|number| self.get(deployment, number)).collect()
    }

    /// Lists the numbers of the releases of a deployment, the latest first.
    pub(super) fn numbers(&self, deployment: &str) -> Result<Vec<u32>> {
        let names = self.files.list(&entries_of(deployment)?)?;
        let mut found: Vec<u32> = names.iter().filter_map(|name| name.strip_suffix(".json")?.parse().ok()).collect();
        found.sort_unstable_by(|a, b| b.cmp(a));
        Ok(found)
    }

    /// Lists the names of the deployments that have releases.
    ///
    /// # Errors
    /// `Io` if the folder cannot be read.
    pub fn deployments(&self) -> Result<Vec<String>> {
        let mut found = self.files.list(ENTRIES)?;
        found.sort();
        Ok(found)
    }

    /// Returns a release of a deployment.
    ///
    /// # Errors
    /// `NotFound` with the code `ReleaseNotFound`; `Io`; `InvalidInput` if the entry is damaged.
    pub fn get(&self, deployment: &str, number: u32) -> Result<Release> {
        let name = entry(deployment, number)?;
        match self.files.read(&name)? {
            Some(bytes) => {
                let text = String::from_utf8(bytes).map_err(|_| self.corrupt(&name, "the entry is not UTF-8"))?;
                json::from_str(&text).map_err(|error| {
                    error
                        .in_file(self.files.describe(&name))
                        .help("restore the file, or delete it: the entry is damaged")
                })
            }
            None => {
                let message = format!("release {number} of `{deployment}` not found in the release store {self}");
                Err(Error::new(ErrorKind::NotFound, message)
                    .with_code("ReleaseNotFound")
                    .help("list the releases with `convex-ops releases`, or name another store with `--releases`"))
            }
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
        let name = artifact_file(hash)?;
        let Some(bytes) = self.files.read(&name)? else {
            let message = format!("artifact `{hash}` not found in the release store {self}");
            return Err(Error::new(ErrorKind::NotFound, message)
                .with_code("ArtifactNotFound")
                .help("name the store with `--releases`, or build the artifact again from its commit"));
        };
        let text = String::from_utf8(bytes).map_err(|_| self.corrupt(&name, "the artifact is not UTF-8"))?;
        let artifact = Artifact::from_file(&text).map_err(|error| error.in_file(self.files.describe(&name)))?;
        if artifact.hash()? == hash { Ok(artifact) } else { Err(self.corrupt(&name, "the artifact has another hash")) }
    }

    /// Returns the file of an artifact, after its check.
    #[cfg(all(feature = "cli", feature = "client"))]
    pub(crate) fn artifact_file(&self, hash: &str) -> Result<PathBuf> {
        self.artifact(hash)?;
        match &self.files {
            Files::Folder(folder) => Ok(folder.join(artifact_file(hash)?)),
            Files::Memory(_) => Err(Error::new(ErrorKind::Unsupported, "cannot open a file of a store in memory")),
        }
    }

    /// Stores an artifact.
    pub(super) fn keep(&self, artifact: &Artifact, hash: &str) -> Result<()> {
        // A file that is damaged is written again.
        if self.artifact(hash).is_ok() {
            return Ok(());
        }
        self.files.write(&artifact_file(hash)?, artifact.to_file()?.into_bytes(), true).map(drop)
    }

    /// Adds an entry, and returns its number.
    pub(super) fn begin(&self, release: &Release) -> Result<u32> {
        let mut next = self.numbers(&release.deployment)?.first().map_or(1, |last| last.saturating_add(1));
        loop {
            let new = Release { number: next, ..release.clone() };
            if self.files.write(&entry(&release.deployment, next)?, text(&new)?, false)? {
                return Ok(next);
            }
            // Another deploy took the number.
            next = next.saturating_add(1);
        }
    }

    /// Replaces an entry.
    pub(super) fn update(&self, release: &Release) -> Result<()> {
        self.files.write(&entry(&release.deployment, release.number)?, text(release)?, true).map(drop)
    }

    /// Returns the error for a deployment that has no release.
    pub(crate) fn no_release(&self, deployment: &str) -> Error {
        let message = format!("no release of `{}` in the release store {self}", deployment.escape_debug());
        Error::new(ErrorKind::NotFound, message)
            .with_code("ReleaseNotFound")
            .help("deploy to it first, or name another store with `--releases`")
    }

    fn corrupt(&self, name: &str, reason: &str) -> Error {
        Error::invalid_input(format!("corrupt release store: {reason}")).in_file(self.files.describe(name))
    }
}

impl fmt::Display for ReleaseStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.files {
            Files::Folder(path) => write!(f, "{}", path.display()),
            Files::Memory(_) => f.write_str("in memory"),
        }
    }
}

/// Returns the name of a deployment in the store: that of its address for one without a name.
pub(super) fn name_of(known: &KnownDeployment) -> String {
    if !known.name.is_empty() {
        return known.name.clone();
    }
    let address = known.url.split_once("://").map_or(known.url.as_str(), |(_, address)| address);
    address.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect()
}

fn entries_of(deployment: &str) -> Result<String> {
    Ok(format!("{ENTRIES}/{}", file_name(deployment)?))
}

fn entry(deployment: &str, number: u32) -> Result<String> {
    Ok(format!("{}/{number:0DIGITS$}.json", entries_of(deployment)?))
}

fn artifact_file(hash: &str) -> Result<String> {
    Ok(format!("{ARTIFACTS}/{}.json", file_name(hash)?))
}

/// Checks that a name is one of a file.
fn file_name(name: &str) -> Result<&str> {
    let is_plain =
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if is_plain { Ok(name) } else { Err(Error::invalid_input(format!("invalid name `{}`", name.escape_debug()))) }
}

fn text(release: &Release) -> Result<Vec<u8>> {
    let text = serde_json::to_vec_pretty(release);
    text.map_err(|error| Error::new(ErrorKind::Internal, "cannot write a release as JSON").caused_by(error))
}
