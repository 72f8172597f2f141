//! Interleaved measurement of cases.

use std::time::{Duration, Instant};

/// The cases, and the number of rounds.
pub(crate) struct Rounds<'a> {
    rounds: usize,
    cases: Vec<Case<'a>>,
}

struct Case<'a> {
    name: String,
    target_ms: Option<f64>,
    run: Box<dyn FnMut() + 'a>,
    times: Vec<Duration>,
    cpu_times: Vec<Duration>,
}

impl<'a> Rounds<'a> {
    pub(crate) fn new(rounds: usize) -> Self {
        Self { rounds, cases: Vec::new() }
    }

    /// Adds a case with its maximum time.
    pub(crate) fn case(&mut self, name: impl Into<String>, target_ms: Option<f64>, run: impl FnMut() + 'a) {
        self.cases.push(Case {
            name: name.into(),
            target_ms,
            run: Box::new(run),
            times: Vec::new(),
            cpu_times: Vec::new(),
        });
    }

    /// Runs all rounds and prints the median of each case, in milliseconds and relative to the peer's.
    pub(crate) fn run(mut self, peer: &str) -> bool {
        // `cargo bench --bench compat -- "check 10,000"` runs the cases whose names contain the text.
        let filter = std::env::args().skip(1).find(|argument| !argument.starts_with('-')).unwrap_or_default();
        self.cases.retain(|case| case.name.contains(&filter));
        for _ in 0..self.rounds {
            for case in &mut self.cases {
                let (start, cpu_start) = (Instant::now(), cpu_time());
                (case.run)();
                case.times.push(start.elapsed());
                case.cpu_times.push(cpu_time().saturating_sub(cpu_start));
            }
        }
        let peer_ms = self.cases.iter_mut().find(|case| case.name == peer).map_or(f64::NAN, Case::median_ms);
        let rounds = format!("medians of {} interleaved rounds", self.rounds);
        println!("{rounds:<52}{:>12}{:>12}{:>12}{:>14}", "ms", "CPU ms", "target", "of the peer's");
        let mut all_met = true;
        for case in &mut self.cases {
            let (median, cpu) = (case.median_ms(), median_ms(&mut case.cpu_times));
            let is_met = case.target_ms.is_none_or(|target| median <= target);
            all_met &= is_met;
            let verdict = |target| format!("{target} {}", if is_met { "ok" } else { "OVER" });
            let target = case.target_ms.map_or(String::new(), verdict);
            println!("{:<52}{median:>12.3}{cpu:>12.3}{target:>12}{:>13.2}%", case.name, 100.0 * median / peer_ms);
        }
        all_met
    }
}

impl Case<'_> {
    fn median_ms(&mut self) -> f64 {
        median_ms(&mut self.times)
    }
}

fn median_ms(times: &mut [Duration]) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1e3
}

/// Returns the CPU time of this thread, if the system supports it: a better measure on busy machines.
fn cpu_time() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(text.split(' ').next().and_then(|nanos| nanos.parse().ok()).unwrap_or_default())
}
