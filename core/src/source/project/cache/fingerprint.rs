//! Identities of programs and files.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use sha2::{Digest as _, Sha256};

use crate::source::project::options::ProjectOptions;
use crate::source::project::programs::on_path;
use crate::source::project::rolldown;

/// Version of the stored form.
const FORMAT: &str = "1";

/// Programs that take part in bundling.
const PROGRAMS: [&str; 2] = ["node", "convex"];

/// Identifies what turns an app into its evaluation: this program, the bundlers, and the options.
pub(super) fn tools(options: &ProjectOptions) -> Option<Vec<String>> {
    let mut tools = vec![FORMAT.to_owned(), env!("CARGO_PKG_VERSION").to_owned()];
    let this = std::env::current_exe().ok()?;
    tools.push(program(Some(this))?);
    for name in PROGRAMS {
        tools.push(program(on_path(name))?);
    }
    tools.push(program(rolldown::find().ok()?)?);
    tools.push(format!("{:?} {}", options.bundler, options.untrusted));
    tools.push(serde_json::to_string(&options.analysis).ok()?);
    Some(tools)
}

/// Identifies a program by its path, size and time of change; an absent one has a text too.
fn program(path: Option<PathBuf>) -> Option<String> {
    let Some(path) = path else { return Some("none".to_owned()) };
    let path = path.canonicalize().ok()?;
    Some(format!("{} {}", path.display(), state(&path)?))
}

/// Returns the size and the time of change of a file, in nanoseconds.
pub(super) fn state(path: &Path) -> Option<String> {
    let metadata = fs::symlink_metadata(path).ok()?;
    let changed = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?.as_nanos();
    Some(format!("{} {changed}", metadata.len()))
}

/// Hashes the content of a file; `None` if it cannot be read.
pub(super) fn content(path: &Path) -> Option<String> {
    fs::read(path).ok().map(|bytes| hash(&bytes))
}

/// Hashes bytes.
pub(super) fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
