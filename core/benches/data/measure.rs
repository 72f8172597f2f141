//! Interleaved measurement of cases, so that other load slows all of them down.

use std::time::{Duration, Instant};

/// The cases and their goals.
pub(crate) struct Bench<'a> {
    cases: Vec<Case<'a>>,
    goals: Vec<Goal>,
}

struct Case<'a> {
    name: &'static str,
    megabytes: f64,
    run: Box<dyn FnMut() + 'a>,
    times: Vec<Duration>,
    cpu_times: Vec<Duration>,
}

/// A comparison of two cases, with the minimum ratio of their speeds if any.
struct Goal {
    case: &'static str,
    peer: &'static str,
    times: Option<f64>,
}

impl<'a> Bench<'a> {
    pub(crate) fn new() -> Self {
        Self { cases: Vec::new(), goals: Vec::new() }
    }

    /// Adds a case that processes this number of bytes.
    pub(crate) fn case(&mut self, name: &'static str, bytes: usize, run: impl FnMut() + 'a) {
        self.cases.push(Case {
            name,
            megabytes: bytes as f64 / 1e6,
            run: Box::new(run),
            times: Vec::new(),
            cpu_times: Vec::new(),
        });
    }

    /// Requires a case to be this many times as fast as another one.
    pub(crate) fn goal(&mut self, case: &'static str, times: f64, peer: &'static str) {
        self.goals.push(Goal { case, peer, times: Some(times) });
    }

    /// Prints the ratio of the speeds of two cases, without a goal.
    pub(crate) fn peer(&mut self, case: &'static str, peer: &'static str) {
        self.goals.push(Goal { case, peer, times: None });
    }

    /// Runs every case once per round, prints medians and goals, and returns true if all goals are met.
    pub(crate) fn run(mut self, rounds: usize) -> bool {
        for _ in 0..rounds {
            for case in &mut self.cases {
                let (start, cpu_start) = (Instant::now(), cpu_time());
                (case.run)();
                case.times.push(start.elapsed());
                case.cpu_times.push(cpu_time().saturating_sub(cpu_start));
            }
        }
        println!("{:<58}{:>10}{:>10}{:>10}", format!("medians of {rounds} interleaved rounds"), "ms", "CPU ms", "MB/s");
        for case in &mut self.cases {
            case.times.sort();
            case.cpu_times.sort();
            let cpu = case.cpu_times[case.cpu_times.len() / 2].as_secs_f64();
            println!("{:<58}{:>10.1}{:>10.1}{:>10.0}", case.name, case.median() * 1e3, cpu * 1e3, case.speed());
        }
        println!();
        println!("{:<70}{:>8}{:>8}", "goals, as ratios of MB/s", "goal", "actual");
        let mut all_met = true;
        for Goal { case, peer, times } in &self.goals {
            let (Some(case), Some(peer)) = (self.find(case), self.find(peer)) else { continue };
            let is = case.speed() / peer.speed();
            let is_met = times.is_none_or(|times| is >= times);
            all_met &= is_met;
            let verdict = times.map_or("", |_| if is_met { "ok" } else { "MISSED" });
            let goal = times.map_or(String::new(), |times| format!("{times:.2}x"));
            println!("{:<70}{goal:>8}{is:>7.2}x  {verdict}", format!("{} / {}", case.name, peer.name));
        }
        all_met
    }

    fn find(&self, name: &str) -> Option<&Case<'a>> {
        self.cases.iter().find(|case| case.name == name)
    }
}

impl Case<'_> {
    fn median(&self) -> f64 {
        self.times[self.times.len() / 2].as_secs_f64()
    }

    fn speed(&self) -> f64 {
        self.megabytes / self.median()
    }
}

/// Returns the CPU time of all threads of this process, if the system supports it, with a resolution of 10 ms. If two
/// threads use as much as one on a busy machine, they would be twice as fast on an idle one.
fn cpu_time() -> Duration {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks = text.rsplit(") ").next().unwrap_or_default().split(' ').skip(11).take(2);
    Duration::from_millis(10 * ticks.filter_map(|ticks| ticks.parse::<u64>().ok()).sum::<u64>())
}
