//! Measures the compatibility gate: `cargo xtask bench compat`.
//!
//! Cases are interleaved: each runs once per round, so that other load slows all of them down. Medians over the rounds are
//! compared as ratios. Times include freeing memory.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::print_stdout, reason = "this is a bench")]

#[path = "../shared/dice.rs"]
mod dice;
mod generate;
mod pairs;
mod rounds;

use convex_ops::compat::report::Report;
use convex_ops::compat::{Evidence, Options, check};
use convex_ops::surface::Surface;
use rounds::Rounds;
use std::hint::black_box;
use std::process::ExitCode;

/// The same allocator as in the command.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const FUNCTIONS: usize = 10_000;

fn main() -> ExitCode {
    let (baseline, candidate) = generate::specs(FUNCTIONS);
    let megabytes = baseline.len() as f64 / 1e6;
    let parsed = [&baseline, &candidate].map(|text| Surface::parse(text).unwrap());
    let report = compare(&parsed[0], &parsed[1]);
    println!("{FUNCTIONS} functions, {megabytes:.1} MB on each side, {} findings", report.findings.len());

    let sizes = [1_000, 20_000, 40_000].map(|functions| (functions, generate::specs(functions)));
    let sizes =
        sizes.map(|(functions, (old, new))| (functions, Surface::parse(&old).unwrap(), Surface::parse(&new).unwrap()));
    let (tagged, changed) = (pairs::discriminated(64), pairs::discriminated_but_one(64));
    let adversarial = pairs::adversarial();

    let mut rounds = Rounds::new(9);
    let peer = "serde_json::Value of one side";
    rounds.case(peer, None, || drop(black_box(serde_json::from_str::<serde_json::Value>(&baseline).unwrap())));
    rounds.case("parse one side", None, || drop(black_box(Surface::parse(&baseline).unwrap())));
    rounds.case("parse both sides in parallel, and check", Some(250.0), || {
        let [old, new] = parse_both(&baseline, &candidate);
        black_box(compare(&old, &new));
    });
    rounds.case("check 10,000 functions", Some(25.0), || drop(black_box(compare(&parsed[0], &parsed[1]))));
    for (functions, old, new) in &sizes {
        rounds.case(format!("check {functions} functions, for growth"), None, || drop(black_box(compare(old, new))));
    }
    rounds.case("64 discriminated objects in 64", Some(1.0), || tagged.ask());
    rounds.case("64 discriminated objects in 64, one changed", Some(1.0), || changed.ask());
    rounds.case("an adversarial pair, to the end of its budget", Some(1000.0), || adversarial.ask());
    ExitCode::from(u8::from(!rounds.run(peer)))
}

fn compare(baseline: &Surface, candidate: &Surface) -> Report {
    check(baseline, candidate, &Evidence::default(), &Options::at(0.0))
}

fn parse_both(baseline: &str, candidate: &str) -> [Surface; 2] {
    std::thread::scope(|scope| {
        let other = scope.spawn(|| Surface::parse(candidate).unwrap());
        [Surface::parse(baseline).unwrap(), other.join().unwrap()]
    })
}
