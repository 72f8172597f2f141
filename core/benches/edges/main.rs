//! Measures inputs at the edges, in three sizes each: `cargo xtask bench edges`. Fails if four times the input takes more
//! than eight times as long, or if an endless file is read without end.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "this is a bench")]

mod inputs;

use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Maximum growth of the time from the smallest to the largest size, which is four times as large.
const GROWTH: f64 = 8.0;

/// Shortest time that is compared: shorter ones are noise.
const SHORTEST: Duration = Duration::from_millis(20);

/// Maximum time until an endless file is refused.
const ENDLESS: Duration = Duration::from_secs(20);

fn main() -> ExitCode {
    let quick = std::env::args().any(|argument| argument == "--quick");
    let scale = |size: usize| if quick { size / 10 } else { size };
    let mut reached = true;
    reached &= is_linear("zip with many tables", scale(10_000), &|size| {
        let zip = inputs::zip_of_tables(size);
        Box::new(move || inputs::check_export(zip.path()))
    });
    // A path takes at most 4,096 bytes.
    reached &= is_linear("folder nested in folders", 200, &|size| {
        let (folder, root) = inputs::nested_folder(size);
        Box::new(move || {
            inputs::check_export(&root);
            let _keep = &folder;
        })
    });
    reached &= is_linear("lines of imports in a Node module", scale(10_000), &|size| {
        let artifact = inputs::imports(size);
        Box::new(move || inputs::evaluate(&artifact))
    });
    reached &= refuses_endless_file();
    if reached { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

type Work = Box<dyn Fn()>;

fn is_linear(what: &str, size: usize, prepare: &dyn Fn(usize) -> Work) -> bool {
    let times: Vec<Duration> = [size, 2 * size, 4 * size].map(|size| measure(&prepare(size))).to_vec();
    let (first, last) = (times.first().copied().unwrap_or_default(), times.last().copied().unwrap_or_default());
    let growth = last.as_secs_f64() / first.max(SHORTEST).as_secs_f64();
    let times: Vec<String> = times.iter().map(|time| format!("{:.3} s", time.as_secs_f64())).collect();
    println!(
        "{what:40} {size:>6} and 2, 4 times as many: {} (grew {growth:.1} times, goal {GROWTH})",
        times.join(", ")
    );
    growth <= GROWTH
}

/// Returns the shorter of two times.
fn measure(work: &Work) -> Duration {
    let once = || {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    once().min(once())
}

#[cfg(unix)]
fn refuses_endless_file() -> bool {
    let start = Instant::now();
    let refused =
        convex_ops::source::open_surface("/dev/zero", &convex_ops::source::ProjectOptions::default()).is_err();
    println!("{:40} refused after {:.2} s (goal {} s)", "/dev/zero", start.elapsed().as_secs_f64(), ENDLESS.as_secs());
    refused && start.elapsed() <= ENDLESS
}

#[cfg(not(unix))]
fn refuses_endless_file() -> bool {
    true
}
