//! Folders with entries that are not regular files.

use super::*;

/// The folder of an export of the table `t`, and the output of the check.
fn export_folder(fill: impl Fn(&Path)) -> Outcome {
    let folder = folder();
    let table = folder.path("export/t");
    std::fs::create_dir_all(&table).unwrap();
    std::fs::write(table.join("generated_schema.jsonl"), UNIFORM).unwrap();
    fill(&table.join("documents.jsonl"));
    folder.run("check --baseline whole.json --candidate whole.json --data export")
}

#[track_caller]
fn refused(outcome: &Outcome, word: &str) {
    assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""), "{}", outcome.stderr);
    let place = format!("error: export{0}t{0}documents.jsonl:", std::path::MAIN_SEPARATOR);
    assert!(outcome.stderr.starts_with(&place) && outcome.stderr.contains(word), "{}", outcome.stderr);
}

#[test]
fn valid_folder_passes() {
    let outcome = export_folder(|file| std::fs::write(file, documents(5)).unwrap());
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
}

#[test]
fn non_files_are_rejected() {
    let outcome = export_folder(|file| std::fs::create_dir(file).unwrap());
    refused(&outcome, "not a file");
}

#[cfg(unix)]
#[test]
fn broken_links_and_pipes_are_rejected() {
    let outcome = export_folder(|file| std::os::unix::fs::symlink("nowhere", file).unwrap());
    refused(&outcome, "cannot open the file: No such file");
    let outcome = export_folder(|file| assert!(Command::new("mkfifo").arg(file).status().unwrap().success()));
    refused(&outcome, "not a file");
}

/// On Linux, some files can be opened by all users but fail when their start is read.
#[cfg(target_os = "linux")]
#[test]
fn file_read_failure_names_file() {
    let outcome = export_folder(|file| std::os::unix::fs::symlink("/proc/self/mem", file).unwrap());
    refused(&outcome, "cannot read the file: Input/output error");
}
