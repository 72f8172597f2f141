//! Ctrl-C.

use std::time::{Duration, Instant};

use super::*;

/// Time that the command takes to end after Ctrl-C, while it waits for more documents.
#[cfg(unix)]
fn time_to_end(folder: &Folder, arguments: &str) -> Duration {
    let line = format!("check --baseline whole.json --candidate whole.json --data - {arguments}");
    let mut child = command(folder.0.path(), &line).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // More than a pipe holds: once it is written, the command is reading.
    stdin.write_all(documents(30_000).as_bytes()).unwrap();
    let pid = child.id().to_string();
    let pressed = Instant::now();
    assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    let took = pressed.elapsed();
    drop(stdin);
    assert_eq!(output.status.code(), Some(130));
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "");
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.ends_with("cancelled\n") && stderr.lines().count() == 1, "{stderr}");
    took
}

/// Takes the best of several tries, since other tests load the machine.
#[cfg(unix)]
#[test]
fn ctrl_c_ends_waiting_command_promptly() {
    let folder = folder();
    let took = (0..5).map(|_| time_to_end(&folder, "--table t")).min().unwrap();
    assert!(took < crate::support::SOON, "{took:?}");
}
