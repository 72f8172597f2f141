//! `convex-ops policy check`: checks a policy by itself.

use std::fmt::Write as _;

use clap::ValueHint;

use super::read::{DEFAULT, read_file};
use crate::cli::exit::Exit;
use crate::cli::input::Input;
use crate::cli::{output, time};
use crate::clock;
use crate::compat::policy::Policy;
use crate::error::Result;

/// Checks a policy: its keys, its rules, and which entries have expired
#[derive(Debug, clap::Args)]
#[command(after_help = HELP)]
pub(in crate::cli) struct Args {
    /// The policy file
    #[arg(value_name = "FILE", default_value = DEFAULT, value_hint = ValueHint::FilePath)]
    file: Input,

    /// Time of the check: milliseconds since the Unix epoch, or RFC 3339 [default: now]
    #[arg(long, value_name = "TIME", value_parser = time::parse)]
    now: Option<f64>,
}

const HELP: &str = "\
Entries that match nothing are in the reports of `convex-ops check`, which knows both versions. The JSON Schema of the file is
docs/policy.schema.json.

Exit codes:
    0  the policy is valid
    1  an acceptance has expired
    2  the policy is invalid or cannot be read; details are on standard error";

pub(super) fn run(args: &Args) -> Result<Exit> {
    let policy = read_file(&args.file)?;
    let now = args.now.unwrap_or_else(clock::now_ms);
    let expired = policy.accept.iter().filter(|accept| accept.has_expired(now)).count();
    output::print(&describe(&policy, &args.file, now))?;
    Ok(if expired == 0 { Exit::Clean } else { Exit::Findings })
}

fn describe(policy: &Policy, file: &Input, now: f64) -> String {
    let counts = [
        (policy.levels.len(), "level"),
        (policy.overrides.len(), "override"),
        (policy.accept.len(), "accepted finding"),
        (policy.sunset.len(), "sunset"),
        (policy.strict_decoders.len(), "pattern of strict decoders"),
    ];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    let counts: Vec<String> = counts.map(|(count, noun)| count_of(count, noun)).collect();
    let counts = if counts.is_empty() { "no entries".to_owned() } else { counts.join(", ") };
    let mut text = format!("{file}: {counts}\n");
    for accept in policy.accept.iter().filter(|accept| accept.has_expired(now)) {
        let day = accept.expires.map(|day| day.to_string()).unwrap_or_default();
        let _ = writeln!(text, "  expired: the acceptance of {} ended after {day}", accept.fingerprint);
    }
    for sunset in &policy.sunset {
        let (place, date) = (sunset.place().describe(), sunset.date);
        let _ = match sunset.has_come(now) {
            true => writeln!(text, "  may be removed since {date}: {place}"),
            false => writeln!(text, "  not to be removed before {date}: {place}"),
        };
    }
    text
}

fn count_of(count: usize, noun: &str) -> String {
    match (count, noun) {
        (1, noun) => format!("1 {noun}"),
        (count, "pattern of strict decoders") => format!("{count} patterns of strict decoders"),
        (count, noun) => format!("{count} {noun}s"),
    }
}
