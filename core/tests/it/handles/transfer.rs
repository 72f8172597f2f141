//! Imports and exports.

use super::setup::Setup;
use convex_ops::{Deployment, ErrorKind, ImportFormat, ImportMode, ImportSource};
use futures_util::TryStreamExt;
use std::io::Cursor;

async fn staging(setup: &Setup) -> Deployment {
    setup.project("todo").ensure().await.unwrap().deployment("staging").ensure().await.unwrap()
}

/// Names of the entries of a zip.
fn entries(zip: Vec<u8>) -> Vec<String> {
    zip::ZipArchive::new(Cursor::new(zip)).unwrap().file_names().map(|name| name.unwrap().into_owned()).collect()
}

pub(super) async fn files_are_imported_by_format_and_mode(setup: Setup) {
    let (staging, folder) = (staging(&setup).await, tempfile::tempdir().unwrap());
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let lines = file("tasks.jsonl", "{\"n\": 1}\n{\"n\": 2}\n");
    let import = |path: &std::path::Path| staging.import_data(path).table("tasks");
    assert_eq!(import(&lines).await.unwrap().documents, 2);
    let error = import(&lines).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::InvalidInput, Some("ImportFailed")), "not empty: {error}");
    assert_eq!(import(&lines).mode(ImportMode::Append).await.unwrap().documents, 2);
    assert_eq!(import(&file("tasks.csv", "n\n3\n")).mode(ImportMode::Replace).await.unwrap().documents, 1);
    let array = file("tasks.json", "[{\"n\": 4}, {\"n\": 5}, {\"n\": 6}]");
    assert_eq!(import(&array).mode(ImportMode::Replace).await.unwrap().documents, 3);
    let reader = ImportSource::reader(Cursor::new("n\n7\n"));
    let read = staging.import_data(reader).table("tasks").format(ImportFormat::Csv).mode(ImportMode::Replace);
    assert_eq!(read.await.unwrap().documents, 1);

    setup.calls();
    for (refused, message) in [
        (staging.import_data(file("tasks.txt", "")).table("tasks"), "unknown format of the import"),
        (staging.import_data(lines.clone()), "missing table of the import"),
        (staging.import_data(Vec::new()).table("tasks"), "missing format of the import"),
    ] {
        let error = refused.await.unwrap_err();
        assert!(error.kind() == ErrorKind::InvalidInput && error.to_string().contains(message), "{error}");
    }
    let missing = staging.import_data(folder.path().join("missing.zip")).await.unwrap_err();
    assert_eq!(missing.kind(), ErrorKind::NotFound, "{missing}");
    assert!(missing.to_string().contains("missing.zip"), "{missing}");
    let calls = setup.calls();
    assert!(!calls.contains(&"startImportUpload"), "{calls:?}");
}

pub(super) async fn export_is_streamed_saved_and_imported(setup: Setup) {
    let (staging, folder) = (staging(&setup).await, tempfile::tempdir().unwrap());
    staging.import_data(b"{}\n{}".to_vec()).table("tasks").format(ImportFormat::JsonLines).await.unwrap();
    let mut written = Vec::new();
    let len = staging.export().await.unwrap().write_to(&mut written).await.unwrap();
    assert_eq!(len, written.len() as u64);
    assert!(entries(written).contains(&"tasks/documents.jsonl".to_owned()));
    let pieces: Vec<_> = staging.export().await.unwrap().try_collect().await.unwrap();
    assert!(entries(pieces.concat()).contains(&"tasks/documents.jsonl".to_owned()));
    let path = folder.path().join("export.zip");
    let len = staging.export().include_storage(true).await.unwrap().save(&path).await.unwrap();
    assert_eq!(std::fs::metadata(&path).unwrap().len(), len);
    let again = staging.export().await.unwrap().save(&path).await.unwrap_err();
    assert!(again.kind() == ErrorKind::InvalidInput && again.to_string().contains("exists"), "{again}");
    let dev = setup.project("todo").dev().ensure().await.unwrap();
    assert_eq!(dev.import_data(path.as_path()).await.unwrap().documents, 2);
    let download = staging.export().await.unwrap();
    let import = dev.import_data(download).format(ImportFormat::Zip).mode(ImportMode::ReplaceAll);
    assert_eq!(import.await.unwrap().documents, 2);
    let backup = staging.backups().create().include_storage(true).await.unwrap();
    let mut zip = Vec::new();
    staging.backups().open(&backup).await.unwrap().write_to(&mut zip).await.unwrap();
    assert!(entries(zip).contains(&"tasks/documents.jsonl".to_owned()));
}
