//! Fuzzes the reader of zips. Any bytes give an error, or the documents that another reader finds too.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use convex_ops::compat::data::DataEvidence;
use convex_ops::source::{ArchiveLimits, DataOptions, check_data, open_data_stream};
use zip::ZipArchive;

/// Limit of the unpacked size, so that no input takes long.
const MAX_BYTES: u64 = 1 << 20;

/// Checks the documents of a zip.
pub(crate) fn run(bytes: &[u8]) {
    let archive = ArchiveLimits { entries: 1000, bytes: MAX_BYTES, ..ArchiveLimits::default() };
    let options = DataOptions { archive, ..DataOptions::default() };
    let Ok(mut data) = open_data_stream(Cursor::new(bytes.to_vec()), "fuzz.zip", &options) else { return };
    if let Ok(found) = check_data(&mut data, &BTreeMap::new(), &mut |_| Ok(())) {
        compare(&found, bytes);
    }
}

/// Compares the number of lines with another reader's, unless that one cannot read the zip.
fn compare(found: &DataEvidence, bytes: &[u8]) {
    let Ok(mut zip) = ZipArchive::new(Cursor::new(bytes)) else { return };
    for index in 0..zip.len() {
        let Ok(mut entry) = zip.by_index(index) else { continue };
        let Ok(name) = entry.name().map(|name| name.into_owned()) else { continue };
        let Some((component, table)) = place(&name) else { continue };
        let mut text = Vec::new();
        if entry.by_ref().take(MAX_BYTES + 1).read_to_end(&mut text).is_err() {
            panic!("`{name}` was checked to its end although it is damaged");
        }
        let lines = text.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty()).count() as u64;
        let counted = found.table(&component, &table).map(|table| table.documents + table.bad_lines.count);
        assert_eq!(counted, Some(lines), "the lines of `{name}`");
    }
}

/// Returns component and user table of a file with documents.
fn place(name: &str) -> Option<(String, String)> {
    let mut folders: Vec<&str> = name.strip_suffix("/documents.jsonl")?.split('/').collect();
    let table = folders.pop().filter(|table| !table.is_empty() && !table.starts_with('_'))?;
    let mut components = Vec::new();
    while let [.., "_components", component] = folders.as_slice() {
        components.insert(0, *component);
        folders.truncate(folders.len() - 2);
    }
    Some((components.join("/"), table.to_owned()))
}
