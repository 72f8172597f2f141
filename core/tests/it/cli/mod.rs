//! The command as scripts use it: exit codes, standard output, standard error.

mod apps;
mod check;
mod hostile;
mod lines;
mod others;
mod plan;
mod policy;
mod streams;

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A folder with the files of a test, in which the command runs.
struct Folder(TempDir);

/// Exit code and output of the command.
struct Outcome {
    code: i32,
    stdout: String,
    stderr: String,
}

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for (name, text) in files {
            std::fs::write(folder.path(name), text).unwrap();
        }
        folder
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, line: &str) -> Outcome {
        self.run_with(line, "")
    }

    /// Runs the command with the arguments in `line`, and `input` on standard input.
    fn run_with(&self, line: &str, input: &str) -> Outcome {
        let mut child = command(self.0.path(), line).spawn().unwrap();
        // A command that fails early does not read its input.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        Outcome {
            code: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

fn command(folder: &Path, line: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_convex-ops"));
    command.args(line.split_whitespace()).current_dir(folder);
    // Nothing is left in the user's folders.
    command.env("XDG_CACHE_HOME", folder.join(".cache"));
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs the command in a folder without files.
fn run(line: &str, input: &str) -> Outcome {
    Folder::new(&[]).run_with(line, input)
}

const BASELINE: &str = r#"{"schema": null, "functions": [
    {"identifier": "messages.js:list", "functionType": "Query", "args": {"type": "object", "value": {}}},
    {"identifier": "messages.js:send", "functionType": "Mutation", "args": {"type": "object", "value": {}}}]}"#;
/// A public function is removed: breaking.
const BREAKING: &str = r#"{"schema": null, "functions": [
    {"identifier": "messages.js:list", "functionType": "Query", "args": {"type": "object", "value": {}}}]}"#;
/// An internal function becomes public: risky.
const INTERNAL: &str = r#"{"functions": [
    {"identifier": "a.js:b", "functionType": "Query", "visibility": {"kind": "internal"}}]}"#;
const PUBLIC: &str =
    r#"{"functions": [{"identifier": "a.js:b", "functionType": "Query", "visibility": {"kind": "public"}}]}"#;

/// Two equal versions of the documents' type, which take several steps to compare, and documents.
const WHOLE: &str = r#"{"schema": {"schemaValidation": true, "tables": [{"tableName": "t", "indexes": [], "documentType":
    {"type": "object", "value": {"a": {"optional": false, "fieldType": {"type": "union", "value": [
        {"type": "literal", "value": 1}, {"type": "literal", "value": 2}]}}}}}]}, "functions": []}"#;
const SPLIT: &str = r#"{"schema": {"schemaValidation": true, "tables": [{"tableName": "t", "indexes": [], "documentType":
    {"type": "union", "value": [
        {"type": "object", "value": {"a": {"optional": false, "fieldType": {"type": "literal", "value": 1}}}},
        {"type": "object", "value": {"a": {"optional": false, "fieldType": {"type": "literal", "value": 2}}}}]}}]},
    "functions": []}"#;

fn folder() -> Folder {
    Folder::new(&[
        ("baseline.json", BASELINE),
        ("breaking.json", BREAKING),
        ("internal.json", INTERNAL),
        ("public.json", PUBLIC),
        ("whole.json", WHOLE),
        ("split.json", SPLIT),
        ("names.txt", "API_KEY\n"),
        (
            "bad.json",
            "{\"functions\": [\n{\"identifier\": \"a:b\", \"functionType\": \"Query\", \"args\": {\"type\": 5}}]}",
        ),
        ("documents.jsonl", "{\"_id\": \"x1\", \"a\": 1.0}\n{\"_id\": \"x2\", \"a\": \"s3cret\"}\n"),
        ("bad.jsonl", "{\"_id\": \"x1\"}\n{\n"),
    ])
}
