//! `docs/guide.md`: every command runs, with the files and the output that the page shows.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output};

use crate::support::read;
use tempfile::TempDir;

/// A fence of the page: what follows the three backquotes, and the text.
struct Fence<'a> {
    language: &'a str,
    /// Name of the file that it shows.
    file: Option<&'a str>,
    text: &'a str,
}

fn fences(page: &str) -> Vec<Fence<'_>> {
    let fences = page.split("```").skip(1).step_by(2);
    fences
        .map(|fence| {
            let (head, text) = fence.split_once('\n').unwrap();
            let (language, file) = head.split_once(' ').map_or((head, None), |(language, file)| (language, Some(file)));
            Fence { language, file, text }
        })
        .collect()
}

#[test]
fn every_command_runs_and_prints_what_the_page_shows() {
    let page = read("docs/guide.md");
    let folder = TempDir::new().unwrap();
    let (mut printed, mut commands) = (None::<String>, 0);
    for Fence { language, file, text } in fences(&page) {
        match (language, file) {
            ("sh", _) => {
                let text = text.replace("\\\n", " ");
                let outputs: Vec<String> = text.lines().map(|line| run(folder.path(), line)).collect();
                commands += outputs.len();
                printed = Some(outputs.concat());
            }
            ("text", None) => {
                let printed = printed.as_ref().expect("output without a command");
                assert!(printed.contains(text.trim_end()), "the page shows:\n{text}\nthe commands print:\n{printed}");
            }
            (_, Some(file)) => save(folder.path(), file, text),
            (other, None) => panic!("a fence of {other} without a file"),
        }
    }
    assert!(commands >= 8, "{commands} commands");
}

fn save(folder: &Path, file: &str, text: &str) {
    let path = folder.join(file);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// Runs a command of the page, and returns its standard output. Convex's commands need a deployment: an export is made of
/// the documents that the page shows, and an import is a check of what would be imported.
fn run(folder: &Path, line: &str) -> String {
    let words: Vec<String> = words(line);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["npx", "convex", "export", .., path] => {
            pack(folder, path);
            String::new()
        }
        ["npx", "convex", "import", .., path] => {
            let check = ["check", "--baseline", "candidate.json", "--candidate", "candidate.json", "--data", path];
            let output = convex_ops(folder, &check);
            assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
            String::new()
        }
        ["convex-ops", arguments @ ..] => {
            let output = convex_ops(folder, arguments);
            let error = String::from_utf8_lossy(&output.stderr);
            assert!(matches!(output.status.code(), Some(0 | 1)), "`{line}`: {error}");
            String::from_utf8(output.stdout).unwrap()
        }
        _ => panic!("unknown command `{line}`"),
    }
}

fn convex_ops(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_convex-ops"));
    command.args(arguments).current_dir(folder).env("XDG_CACHE_HOME", folder.join(".cache"));
    command.output().unwrap()
}

/// Splits a line as a shell does, without expansions.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, part) in line.split('"').enumerate() {
        match index % 2 {
            0 => words.extend(part.split_whitespace().map(str::to_owned)),
            _ => words.push(part.to_owned()),
        }
    }
    words
}

/// Writes a zip with the folder `export`.
fn pack(folder: &Path, path: &str) {
    let mut zip = zip::ZipWriter::new(std::fs::File::create(folder.join(path)).unwrap());
    let export = folder.join("export");
    for table in std::fs::read_dir(&export).unwrap() {
        let table = table.unwrap().file_name().into_string().unwrap();
        for (file, text) in [
            ("documents.jsonl", std::fs::read_to_string(export.join(&table).join("documents.jsonl")).unwrap()),
            ("generated_schema.jsonl", "\"uniform\"\n".to_owned()),
        ] {
            if table == "_tables" && file != "documents.jsonl" {
                continue;
            }
            zip.start_file(format!("{table}/{file}"), zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
    }
    zip.finish().unwrap();
}
