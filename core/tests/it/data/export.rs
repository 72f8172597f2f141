//! Exports for tests, as a zip and as a folder.

use std::fs;
use std::io::{Cursor, Write};
use std::path::PathBuf;

use convex_ops::Result;
use convex_ops::compat::data::DataEvidence;
use convex_ops::schema::Schema;
use convex_ops::source::DataOptions;
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::check_input;

pub(super) const UNIFORM: &str = "\"uniform\"\n";

/// The files of an export, in order.
#[derive(Default)]
pub(super) struct Export(Vec<(String, String)>);

impl Export {
    pub(super) fn file(mut self, name: &str, text: &str) -> Self {
        self.0.push((name.to_owned(), text.to_owned()));
        self
    }

    /// Adds a table as Convex exports it today: one document per line.
    pub(super) fn table(self, folder: &str, documents: &[String]) -> Self {
        let text: String = documents.iter().map(|document| format!("{document}\n")).collect();
        self.file(&format!("{folder}/documents.jsonl"), &text)
            .file(&format!("{folder}/generated_schema.jsonl"), UNIFORM)
    }

    pub(super) fn zip_bytes(&self, options: SimpleFileOptions) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in &self.0 {
            zip.start_file(name.as_str(), options).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    pub(super) fn folder(&self) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in &self.0 {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    /// Checks the export as a zip and as a folder, which must find the same.
    #[track_caller]
    pub(super) fn check(&self, schemas: &[(&str, &Schema)]) -> Result<DataEvidence> {
        let zip = Zip::new(&self.zip_bytes(SimpleFileOptions::default()));
        let packed = check_input(&zip.path(), &DataOptions::default(), schemas);
        let folder = self.folder();
        let unpacked = check_input(&folder.path().to_string_lossy(), &DataOptions::default(), schemas);
        match (&packed, &unpacked) {
            (Err(packed), Err(unpacked)) => assert_eq!(packed.kind(), unpacked.kind()),
            _ => assert_eq!(packed, unpacked),
        }
        packed
    }
}

/// A zip on disk.
pub(super) struct Zip(TempDir);

impl Zip {
    pub(super) fn new(bytes: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("export.zip"), bytes).unwrap();
        Self(folder)
    }

    pub(super) fn path(&self) -> String {
        let path: PathBuf = self.0.path().join("export.zip");
        path.to_string_lossy().into_owned()
    }
}
