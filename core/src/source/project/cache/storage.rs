//! The files of the cache.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::time::SystemTime;

/// Maximum number of entries. The ones that were not used for longest are removed.
const MAX_ENTRIES: usize = 200;

/// Reads an entry, and marks it as used.
pub(super) fn read(file: &Path) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    if let Ok(open) = fs::File::options().append(true).open(file) {
        drop(open.set_modified(SystemTime::now()));
    }
    Some(text)
}

/// Writes an entry that only its owner can read. Failures are ignored.
pub(super) fn write(file: &Path, text: &str) {
    let Some(folder) = file.parent() else { return };
    let written = fs::create_dir_all(folder).and_then(|()| {
        let mut entry = tempfile::NamedTempFile::new_in(folder)?;
        entry.write_all(text.as_bytes())?;
        entry.persist(file).map_err(|error| error.error)
    });
    if written.is_ok() {
        remove_oldest(folder);
    }
}

fn remove_oldest(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let used = |entry: fs::DirEntry| Some((entry.metadata().ok()?.modified().ok()?, entry.path()));
    let mut entries: Vec<_> = entries.filter_map(|entry| used(entry.ok()?)).collect();
    entries.sort();
    let surplus = entries.len().saturating_sub(MAX_ENTRIES);
    entries.iter().take(surplus).for_each(|(_, file)| drop(fs::remove_file(file)));
}
