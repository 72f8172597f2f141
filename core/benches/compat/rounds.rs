//! Interleaved measuring: the cases take turns.

use std::time::{Duration, Instant};

/// The cases, and how often each runs.
pub(crate) struct Rounds<'a> {
    rounds: usize,
    cases: Vec<Case<'a>>,
}

struct Case<'a> {
    name: String,
    target_ms: Option<f64>,
    run: Box<dyn FnMut() + 'a>,
    times: Vec<Duration>,
}

impl<'a> Rounds<'a> {
    pub(crate) fn new(rounds: usize) -> Self {
        Self { rounds, cases: Vec::new() }
    }

    /// Adds a case, with the time that it may take at most.
    pub(crate) fn case(&mut self, name: impl Into<String>, target_ms: Option<f64>, run: impl FnMut() + 'a) {
        self.cases.push(Case { name: name.into(), target_ms, run: Box::new(run), times: Vec::new() });
    }

    /// Runs all rounds, and prints the median of each case: in milliseconds, and as a part of the peer's.
    pub(crate) fn run(mut self, peer: &str) {
        for _ in 0..self.rounds {
            for case in &mut self.cases {
                let start = Instant::now();
                (case.run)();
                case.times.push(start.elapsed());
            }
        }
        let peer_ms = self.cases.iter_mut().find(|case| case.name == peer).map_or(f64::NAN, Case::median_ms);
        println!("{:<52}{:>12}{:>12}{:>14}", "median of interleaved rounds", "ms", "target", "of the peer's");
        for case in &mut self.cases {
            let median = case.median_ms();
            let target = case
                .target_ms
                .map_or(String::new(), |target| format!("{target} {}", if median <= target { "ok" } else { "OVER" }));
            println!("{:<52}{median:>12.3}{target:>12}{:>13.2}%", case.name, 100.0 * median / peer_ms);
        }
    }
}

impl Case<'_> {
    fn median_ms(&mut self) -> f64 {
        self.times.sort();
        self.times[self.times.len() / 2].as_secs_f64() * 1e3
    }
}
