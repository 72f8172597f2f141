//! Description of the machine that runs a bench.

use crate::shell::{capture, command};
use anyhow::Result;
use std::fs;
use std::process::Command;
use std::thread::available_parallelism;

/// Prints the processor, the number of available cores, and the compiler.
pub(super) fn print() -> Result<()> {
    let rustc = capture(&mut command("rustc --version"))?;
    println!("{}, {} cores, {}", processor(), available_parallelism()?, rustc.trim());
    Ok(())
}

/// Returns the name of the processor, if the system provides it.
fn processor() -> String {
    let linux = || {
        let text = fs::read_to_string("/proc/cpuinfo").ok()?;
        let line = text.lines().find(|line| line.starts_with("model name"))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    };
    let mac = || capture(Command::new("sysctl").args(["-n", "machdep.cpu.brand_string"])).ok();
    let windows = || std::env::var("PROCESSOR_IDENTIFIER").ok();
    linux().or_else(windows).or_else(mac).map_or_else(|| "unknown processor".to_owned(), |name| name.trim().to_owned())
}
