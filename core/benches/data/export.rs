//! Writes the documents to disk, as a folder and as a deflated zip.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use convex_ops::compat::data::DataEvidence;
use convex_ops::schema::Schema;
use convex_ops::source::{DataOptions, check_data, open_data};
use flate2::Compression;
use flate2::write::DeflateEncoder;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::Data;
use super::generate::TABLES;

/// An export on disk, removed when it is dropped.
pub(crate) struct Export {
    pub(crate) folder: PathBuf,
    pub(crate) zip: PathBuf,
    /// The deflated documents of each table.
    pub(crate) packed: Vec<Vec<u8>>,
    _place: tempfile::TempDir,
}

impl Export {
    pub(crate) fn write(data: &Data) -> Self {
        let place = tempfile::tempdir().unwrap();
        let (folder, zip) = (place.path().join("export"), place.path().join("export.zip"));
        let numbers: String =
            TABLES.iter().map(|(name, number, _)| format!("{{\"name\":\"{name}\",\"id\":{number}}}\n")).collect();
        let mut files = vec![("_tables/documents.jsonl".to_owned(), numbers.as_bytes())];
        for (name, lines) in &data.0 {
            files.push((format!("{name}/documents.jsonl"), lines));
            files.push((format!("{name}/generated_schema.jsonl"), b"\"uniform\"\n"));
        }
        let mut writer = ZipWriter::new(fs::File::create(&zip).unwrap());
        for (name, bytes) in files {
            let path = folder.join(&name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
            writer.start_file(name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap();
        let packed = data.0.iter().map(|(_, lines)| deflate(lines)).collect();
        Self { folder, zip, packed, _place: place }
    }

    pub(crate) fn check_folder(&self, schema: &Schema, threads: usize) -> DataEvidence {
        check(&self.folder.to_string_lossy(), schema, threads)
    }

    pub(crate) fn check_zip(&self, schema: &Schema, threads: usize) -> DataEvidence {
        check(&self.zip.to_string_lossy(), schema, threads)
    }
}

/// Checks an export like the command.
pub(crate) fn check(input: &str, schema: &Schema, threads: usize) -> DataEvidence {
    let options = DataOptions { threads: Some(threads), ..DataOptions::default() };
    let schemas = BTreeMap::from([(String::new(), schema)]);
    check_data(&mut open_data(input, &options).unwrap(), &schemas, &mut |_| Ok(())).unwrap()
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}
