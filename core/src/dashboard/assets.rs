//! Files of the page, all in memory: a request can name no other file.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use crate::error::{Error, ErrorKind, Result};

/// The page that every address of the dashboard shows.
pub(super) const INDEX: &str = "index.html";

/// Maximum length of all files together.
const MAX_BYTES: usize = 64 << 20;

/// Maximum depth of folders.
const MAX_DEPTH: usize = 8;

#[cfg(feature = "dashboard")]
mod built_in {
    include!(concat!(env!("OUT_DIR"), "/dashboard_assets.rs"));
}

/// Files of the page, by their path.
#[derive(Clone)]
pub struct Assets(Arc<BTreeMap<String, Cow<'static, [u8]>>>);

impl Assets {
    /// Reads the files of a folder, as `npm run build` in `examples/dashboard` writes it.
    ///
    /// # Errors
    /// `NotFound` if the folder does not exist, `Io` if a file cannot be read; `InvalidInput` if the folder has no `index.html`, or is too large.
    pub fn of_folder(folder: &Path) -> Result<Self> {
        let mut found = Found::default();
        found.read(folder, "", 0)?;
        if !found.files.contains_key(INDEX) {
            let named = folder.display().to_string();
            return Err(Error::invalid_input(format!("{INDEX} not found")).in_file(named).help(BUILD));
        }
        Ok(Self(Arc::new(found.files)))
    }

    /// Returns the files that this build contains.
    ///
    /// # Errors
    /// `Unsupported` if it contains none.
    pub fn of_build() -> Result<Self> {
        let files: BTreeMap<_, _> = built_in_files().collect();
        if files.is_empty() {
            let message = "cannot open the dashboard: this build does not contain the page";
            return Err(Error::new(ErrorKind::Unsupported, message).help(BUILD));
        }
        Ok(Self(Arc::new(files)))
    }

    /// Returns a file and its content type.
    pub(super) fn get(&self, path: &str) -> Option<(Cow<'static, [u8]>, &'static str)> {
        self.0.get(path).map(|bytes| (bytes.clone(), content_type(path)))
    }
}

const BUILD: &str =
    "build the page with `npm ci && npm run build` in examples/dashboard, and use `--assets examples/dashboard/dist`";

#[cfg(feature = "dashboard")]
fn built_in_files() -> impl Iterator<Item = (String, Cow<'static, [u8]>)> {
    built_in::FILES.iter().map(|(path, bytes)| ((*path).to_owned(), Cow::Borrowed(*bytes)))
}

#[cfg(not(feature = "dashboard"))]
fn built_in_files() -> impl Iterator<Item = (String, Cow<'static, [u8]>)> {
    std::iter::empty()
}

#[derive(Default)]
struct Found {
    files: BTreeMap<String, Cow<'static, [u8]>>,
    bytes: usize,
}

impl Found {
    fn read(&mut self, folder: &Path, prefix: &str, depth: usize) -> Result<()> {
        let unreadable = |error: &std::io::Error| {
            Error::io("cannot read the folder of the page", error).in_file(folder.display().to_string()).help(BUILD)
        };
        for entry in fs::read_dir(folder).map_err(|error| unreadable(&error))? {
            let entry = entry.map_err(|error| unreadable(&error))?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            let (path, named) = (entry.path(), format!("{prefix}{name}"));
            // Links are not followed: they could lead out of the folder.
            let kind = entry.file_type().map_err(|error| unreadable(&error))?;
            if kind.is_dir() && depth < MAX_DEPTH {
                self.read(&path, &format!("{named}/"), depth + 1)?;
            } else if kind.is_file() {
                let bytes = fs::read(&path).map_err(|error| unreadable(&error))?;
                self.bytes = self.bytes.saturating_add(bytes.len());
                self.files.insert(named, Cow::Owned(bytes));
            }
            if self.bytes > MAX_BYTES {
                return Err(Error::invalid_input("the folder of the page is too large: more than 64 MiB").help(BUILD));
            }
        }
        Ok(())
    }
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("wasm") => "application/wasm",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folder_is_read_with_its_folders() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("assets")).unwrap();
        fs::write(folder.path().join(INDEX), "<!doctype html>").unwrap();
        fs::write(folder.path().join("assets/page.js"), "1").unwrap();
        let assets = Assets::of_folder(folder.path()).unwrap();
        assert_eq!(assets.get("assets/page.js").unwrap().1, "text/javascript; charset=utf-8");
        assert!(assets.get("assets/../index.html").is_none() && assets.get("assets").is_none());
    }

    #[test]
    fn folder_without_a_page_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let error = Assets::of_folder(folder.path()).err().unwrap();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert_eq!(Assets::of_folder(&folder.path().join("missing")).err().unwrap().kind(), ErrorKind::NotFound);
    }
}
