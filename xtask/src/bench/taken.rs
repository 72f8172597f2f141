//! What a program and all that it starts take.

use crate::shell::{capture, program, run, succeeds};
use anyhow::{Context, Result};
use std::process::Command;
use std::time::{Duration, Instant};

/// Runs a program, then prints the processor time of the shell, and in a second line that of the processes that it waited
/// for: a POSIX shell tells this without any `unsafe` of ours. What the program itself prints goes where errors go.
const SCRIPT: &str = "\"$@\" >&2 || exit; times";

/// Time by the clock, and on processors.
pub(super) struct Taken {
    pub(super) wall: Duration,
    /// Of the program and all processes that it started; none where there is no POSIX shell.
    pub(super) cpu: Option<Duration>,
}

/// Runs a program to its end.
pub(super) fn take(command: &mut Command) -> Result<Taken> {
    if !succeeds(program("sh").args(["-c", "times"])) {
        let start = Instant::now();
        run(command)?;
        return Ok(Taken { wall: start.elapsed(), cpu: None });
    }
    let mut shell = program("sh");
    shell.args(["-c", SCRIPT, "sh"]).arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    // Else the shell may write a comma for the point.
    shell.env("LC_ALL", "C");
    let start = Instant::now();
    let printed = capture(&mut shell)?;
    let wall = start.elapsed();
    let cpu = children(&printed).with_context(|| format!("`times` of this shell printed {printed:?}"))?;
    Ok(Taken { wall, cpu: Some(cpu) })
}

/// The time of the children, user and system, in what `times` prints: two lines like `0m1.50s 0m0.25s`.
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
    fn the_time_of_children_is_the_second_line() {
        assert_eq!(children("0m0.01s 0m0.02s\n1m30.5s 0m2.25s\n"), Some(Duration::from_millis(92_750)));
        assert_eq!(children("0m0.01s 0m0.02s\n"), None);
        assert_eq!(children("0m0.01s 0m0.02s\n1m30,5s 0m2,25s\n"), None);
    }
}
