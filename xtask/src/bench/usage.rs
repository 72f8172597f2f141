//! Time used by a program and by all processes that it starts.

use crate::shell::{capture, program, run, succeeds};
use anyhow::{Context, Result};
use std::process::Command;
use std::time::{Duration, Instant};

/// Runs a program, then prints the CPU time of the shell, and in a second line that of its child processes. A POSIX shell
/// reports this without `unsafe` code here. The program's own output is redirected to standard error.
const SCRIPT: &str = "\"$@\" >&2 || exit; times";

/// Time used by a program.
pub(super) struct Usage {
    /// Elapsed time.
    pub(super) wall: Duration,
    /// CPU time of the program and all processes that it started. `None` without a POSIX shell.
    pub(super) cpu: Option<Duration>,
}

/// Runs a program to its end and measures it.
pub(super) fn measure_usage(command: &mut Command) -> Result<Usage> {
    if !succeeds(program("sh").args(["-c", "times"])) {
        let start = Instant::now();
        run(command)?;
        return Ok(Usage { wall: start.elapsed(), cpu: None });
    }
    let mut shell = program("sh");
    shell.args(["-c", SCRIPT, "sh"]).arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    // In other locales the shell may write a decimal comma.
    shell.env("LC_ALL", "C");
    let start = Instant::now();
    let printed = capture(&mut shell)?;
    let wall = start.elapsed();
    let cpu = children(&printed).with_context(|| format!("`times` of this shell printed {printed:?}"))?;
    Ok(Usage { wall, cpu: Some(cpu) })
}

/// Parses the CPU time of the children, user and system, from the output of `times`: two lines like `0m1.50s 0m0.25s`.
fn children(printed: &str) -> Option<Duration> {
    printed.lines().nth(1)?.split_whitespace().map(minutes_and_seconds).sum()
}

fn minutes_and_seconds(text: &str) -> Option<Duration> {
    let (minutes, seconds) = text.strip_suffix('s')?.split_once('m')?;
    Duration::try_from_secs_f64(minutes.parse::<f64>().ok()? * 60.0 + seconds.parse::<f64>().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cpu_time_of_children_is_read_from_second_line() {
        assert_eq!(children("0m0.01s 0m0.02s\n1m30.5s 0m2.25s\n"), Some(Duration::from_millis(92_750)));
        assert_eq!(children("0m0.01s 0m0.02s\n"), None);
        assert_eq!(children("0m0.01s 0m0.02s\n1m30,5s 0m2,25s\n"), None);
    }
}
