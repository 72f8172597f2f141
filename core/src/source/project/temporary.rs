//! Temporary folders and running programs, which end with this process, also when a signal ends it.

use std::collections::BTreeMap;
#[cfg(feature = "cli")]
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Child;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tempfile::TempDir;

use crate::error::{Error, Result};

/// Attempts to remove a folder into which a program may still write.
#[cfg(feature = "cli")]
const ATTEMPTS: usize = 10;

static FOLDERS: Mutex<BTreeMap<u64, PathBuf>> = Mutex::new(BTreeMap::new());
static CHILDREN: Mutex<BTreeMap<u64, Arc<Mutex<Child>>>> = Mutex::new(BTreeMap::new());
static NEXT: AtomicU64 = AtomicU64::new(0);

/// A folder that is removed on drop, or by [`clean_up`].
pub(super) struct Folder {
    folder: TempDir,
    key: u64,
}

impl Folder {
    pub(super) fn new() -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("convex-ops-").tempdir().map_err(|error| unwritable(&error))?;
        let key = NEXT.fetch_add(1, Ordering::Relaxed);
        lock(&FOLDERS).insert(key, folder.path().to_owned());
        Ok(Self { folder, key })
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        lock(&FOLDERS).remove(&self.key);
    }
}

/// A running program that [`clean_up`] kills.
pub(super) struct Running {
    pub(super) child: Arc<Mutex<Child>>,
    key: u64,
}

impl Running {
    pub(super) fn new(child: Child) -> Self {
        let child = Arc::new(Mutex::new(child));
        let key = NEXT.fetch_add(1, Ordering::Relaxed);
        lock(&CHILDREN).insert(key, Arc::clone(&child));
        Self { child, key }
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Child> {
        lock(&self.child)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        lock(&CHILDREN).remove(&self.key);
    }
}

/// Kills the programs that bundle, and removes their folders: for a process that is about to exit.
#[cfg(feature = "cli")]
pub(crate) fn clean_up() {
    for child in lock(&CHILDREN).values() {
        let mut child = lock(child);
        drop(child.kill());
        drop(child.wait());
    }
    for folder in lock(&FOLDERS).values() {
        for _ in 0..ATTEMPTS {
            if fs::remove_dir_all(folder).is_ok() || !folder.exists() {
                break;
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic elsewhere leaves whole values.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(super) fn unwritable(error: &std::io::Error) -> Error {
    Error::io("cannot write the copy", error).help("set the environment variable TMPDIR to a folder with more space")
}
