//! Inputs of the bench: large or deep, and otherwise plain.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;

use convex_ops::analysis::{EvaluationOptions, Isolation, analyse};
use convex_ops::artifact::{Artifact, PushRequest};
use convex_ops::schema::Schema;
use convex_ops::source::{DataOptions, check_data, open_data};
use convex_ops::value::DocumentId;
use serde_json::json;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Writes an export with this many tables of one document each.
pub(crate) fn zip_of_tables(count: usize) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::new().unwrap();
    let mut writer = ZipWriter::new(file.reopen().unwrap());
    let mut write = |name: String, text: String| {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    };
    let numbers = (0..count).fold(String::new(), |mut lines, table| {
        let _ = writeln!(lines, "{{\"name\":\"t{table}\",\"id\":{}}}", 10_001 + table);
        lines
    });
    write("_tables/documents.jsonl".to_owned(), numbers);
    for table in 0..count {
        let id = DocumentId { table: 10_001 + table as u32, internal: [7; 16] };
        write(format!("t{table}/documents.jsonl"), format!("{{\"_creationTime\":1.5,\"_id\":\"{id}\"}}\n"));
        write(format!("t{table}/generated_schema.jsonl"), "\"uniform\"\n".to_owned());
    }
    writer.finish().unwrap();
    file
}

/// Writes an unpacked export below this many folders, and returns the outermost one.
pub(crate) fn nested_folder(depth: usize) -> (tempfile::TempDir, std::path::PathBuf) {
    let place = tempfile::tempdir().unwrap();
    let root = place.path().join("e");
    let deepest = (0..depth).fold(root.clone(), |folder, _| folder.join("f"));
    let table = deepest.join("users");
    fs::create_dir_all(&table).unwrap();
    fs::write(table.join("documents.jsonl"), "{\"n\": 1.0}\n").unwrap();
    fs::write(table.join("generated_schema.jsonl"), "\"uniform\"\n").unwrap();
    (place, root)
}

/// Checks an export against a schema with one table of its own.
pub(crate) fn check_export(path: &std::path::Path) {
    let schema = json!({"tables": [{"tableName": "t0", "indexes": [], "documentType": {"type": "any"}}], "schemaValidation": true});
    let schema = Schema::parse(&schema.to_string()).unwrap();
    let mut source = open_data(&path.to_string_lossy(), &DataOptions::default()).unwrap();
    check_data(&mut source, &[(String::new(), &schema)].into(), &mut |_| Ok(())).unwrap();
}

/// Returns an app with a Node module that imports this many packages.
pub(crate) fn imports(count: usize) -> Artifact {
    let source = (0..count).fold("\"use node\";\n".to_owned(), |mut source, number| {
        let _ = writeln!(source, "import * as n{number} from \"p{number}\";\nn{number}.x;");
        source
    });
    let module = json!({"path": "all.js", "source": source, "environment": "node"});
    let request = json!({"functions": "convex/", "appDefinition": {"changedModules": [module]}});
    Artifact::from_request(PushRequest::parse(&request.to_string()).unwrap()).unwrap()
}

pub(crate) fn evaluate(artifact: &Artifact) {
    analyse(artifact, &EvaluationOptions::default(), &Isolation::Thread).unwrap();
}
