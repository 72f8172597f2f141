//! Closed pipes and full disks.

use super::*;
use crate::raw_zip::zip;

const CHECK: &str = "check --baseline whole.json --candidate whole.json --data -";

/// Runs the command with bytes on standard input, after the shell command `before`.
fn shell(folder: &Folder, before: &str, line: &str, input: &[u8]) -> Outcome {
    let script = format!("{before}; exec '{}' {line}", env!("CARGO_BIN_EXE_convex-ops"));
    let mut child = Command::new("sh")
        .args(["-c", &script])
        .current_dir(folder.0.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Outcome {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn stream_ending_within_a_line_is_an_error() {
    let folder = folder();
    let whole = documents(3);
    let cut = &whole[..whole.len() - 4];
    let outcome = folder.run_with(&format!("{CHECK} --table t"), cut);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (1, ""));
    assert!(outcome.stdout.contains("`t`: 1 line is not a document: line 3: "), "{}", outcome.stdout);
    // The last line may lack its line feed.
    let outcome = folder.run_with(&format!("{CHECK} --table t"), whole.trim_end());
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
}

#[cfg(unix)]
#[test]
fn streamed_zip_must_be_complete() {
    let folder = folder();
    let bytes = zip(&export(&documents(500)));
    let outcome = shell(&folder, ":", CHECK, &bytes);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    let outcome = shell(&folder, ":", CHECK, &bytes[..bytes.len() / 2]);
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.starts_with("error: standard input: incomplete zip"), "{}", outcome.stderr);
}

/// Limits the size of files to some kilobytes, which simulates a full disk.
#[cfg(unix)]
const FULL: &str = "trap '' XFSZ; ulimit -f 8";

#[cfg(unix)]
#[test]
fn full_disk_error_has_help_and_leaves_no_files() {
    let folder = folder();
    std::fs::create_dir(folder.path("temp")).unwrap();
    let noise: Vec<u8> = (0..100_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let mut parts = export(&documents(5));
    parts.push(Part::stored("_storage/k1", &noise));
    let bytes = zip(&parts);
    let line = format!("{CHECK} --temp-dir temp");
    let outcome = shell(&folder, FULL, &line, &bytes);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""));
    assert!(outcome.stderr.starts_with("error: temp: no space for a temporary file"), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("`--temp-dir`") && outcome.stderr.contains("TMPDIR"), "{}", outcome.stderr);
    assert_eq!(std::fs::read_dir(folder.path("temp")).unwrap().count(), 0);
    assert_eq!(shell(&folder, ":", &line, &bytes).code, 0);
    assert_eq!(std::fs::read_dir(folder.path("temp")).unwrap().count(), 0);
    let outcome = shell(&folder, "export TMPDIR=nowhere", CHECK, &bytes);
    assert!(outcome.stderr.starts_with("error: nowhere: cannot write a temporary file"), "{}", outcome.stderr);
}

#[cfg(unix)]
#[test]
fn full_disk_while_sorting_ids_is_reported() {
    let folder = folder();
    std::fs::create_dir(folder.path("temp")).unwrap();
    let documents = documents(80_000) + "{\"_id\": \"x0000007\", \"a\": 1.0}\n";
    let line = format!("{CHECK} --table t --duplicate-ids --temp-dir temp");
    let outcome = shell(&folder, FULL, &line, documents.as_bytes());
    assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""), "{}", outcome.stderr);
    assert!(outcome.stderr.starts_with("error: temp: no space for a temporary file"), "{}", outcome.stderr);
    assert_eq!(std::fs::read_dir(folder.path("temp")).unwrap().count(), 0);

    let outcome = shell(&folder, ":", &line, documents.as_bytes());
    assert_eq!((outcome.code, outcome.stderr.as_str()), (1, ""));
    let message = "`t`: 1 document has the id of an earlier one: byte 210 and byte 2400000";
    assert!(outcome.stdout.contains(message), "{}", outcome.stdout);
    assert_eq!(std::fs::read_dir(folder.path("temp")).unwrap().count(), 0);
    let outcome = shell(&folder, ":", &format!("{CHECK} --table t"), documents.as_bytes());
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
}

#[cfg(unix)]
#[test]
fn partial_report_is_not_written() {
    let folder = folder();
    let line = "check --baseline baseline.json --candidate breaking.json --format html --output report.html";
    let outcome = shell(&folder, "trap '' XFSZ; ulimit -f 1", line, b"");
    assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""));
    assert!(outcome.stderr.starts_with("error: report.html: cannot write file"), "{}", outcome.stderr);
    assert!(!folder.path("report.html").exists());
    assert_eq!(shell(&folder, ":", line, b"").code, 1);
    assert!(folder.path("report.html").exists());
}

#[cfg(target_os = "linux")]
#[test]
fn report_to_full_device_is_an_error() {
    let folder = folder();
    let line = "check --baseline baseline.json --candidate breaking.json";
    let outcome = shell(&folder, ":", &format!("{line} --output /dev/full"), b"");
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.starts_with("error: /dev/full: cannot write file"), "{}", outcome.stderr);
    let outcome = shell(&folder, "exec > /dev/full", line, b"");
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.starts_with("error: cannot write standard output"), "{}", outcome.stderr);
    assert!(Path::new("/dev/full").exists());
}
