//! `convex-ops verify`: rechecks a report.

use std::fmt::Write as _;

use clap::ValueHint;

use super::environment::Environment;
use super::exit::Exit;
use super::input::Input;
use super::project::{self, AppArgs};
use super::{interrupt, output};
use crate::compat::report::Report;
use crate::compat::report::render::inert;
use crate::compat::{Verification, verify_all};
use crate::error::{Error, Result};
use crate::json;

/// Rechecks every witness of a report with the plain validator alone
#[derive(Debug, clap::Args)]
#[command(after_help = HELP, long_about = ABOUT)]
pub(super) struct Args {
    /// The report, as `check --format json` writes it (`-` reads standard input)
    #[arg(value_name = "REPORT.json", value_hint = ValueHint::FilePath)]
    report: Input,

    /// The version that was live, in the forms that `check` reads
    #[arg(long, value_name = "APP", value_hint = ValueHint::AnyPath)]
    baseline: Input,

    /// The version to deploy
    #[arg(long, value_name = "APP", value_hint = ValueHint::AnyPath)]
    candidate: Input,

    /// An earlier version that the report compares too; may be repeated
    #[arg(long, value_name = "APP", value_hint = ValueHint::AnyPath)]
    earlier: Vec<Input>,

    #[command(flatten)]
    apps: AppArgs,

    /// Prints nothing on standard error
    #[arg(long, short)]
    quiet: bool,
}

const ABOUT: &str = "\
Rechecks every witness of a report with the plain validator alone: one version must accept it, and the other refuse it. The \
search that found the witnesses takes no part, so a report is its own proof.

Findings without a witness, such as removed functions, are counted. They can be seen in the two versions. Name the earlier \
versions of the check again: a finding may be about one of them alone.";

const HELP: &str = "\
Examples:
  convex-ops check --baseline live.json --candidate candidate.json --format json --output report.json
  convex-ops verify report.json --baseline live.json --candidate candidate.json

Exit codes: 0 every witness was confirmed; 1 a witness was not; 2 invalid input.";

pub(super) fn run(args: &Args) -> Result<Exit> {
    let inputs = [&args.report, &args.baseline, &args.candidate].into_iter().chain(&args.earlier);
    if inputs.filter(|input| input.is_stdin()).count() > 1 {
        return Err(Error::invalid_input("cannot read several inputs from standard input")
            .help("use `-` once and files for the other inputs"));
    }
    let cancel = interrupt::token();
    let report: Report =
        json::from_str(&args.report.text()?).map_err(|error| error.in_file(args.report.to_string()))?;
    let environment = Environment::default();
    let (baseline, candidate) =
        project::open_both(&args.baseline, &args.candidate, args.apps, &environment, args.quiet, &cancel)?;
    let open = |input| project::open_one(input, args.apps, &environment, args.quiet, &cancel);
    let earlier = args.earlier.iter().map(open).collect::<Result<Vec<_>>>()?;
    let verification = verify_all(&report, &baseline, &earlier.iter().collect::<Vec<_>>(), &candidate);
    output::print(&show(&verification))?;
    Ok(if verification.refuted.is_empty() { Exit::Clean } else { Exit::Findings })
}

fn show(verification: &Verification) -> String {
    let Verification { confirmed, refuted, without_witness, .. } = verification;
    let mut text = format!("{confirmed} confirmed, {} refuted, {without_witness} without a witness\n", refuted.len());
    for refuted in refuted {
        let (rule, subject, why) = (&refuted.rule, refuted.subject.to_string(), &refuted.why);
        let _ = writeln!(text, "  {}  {}: {}", inert(rule), inert(&subject), inert(why));
    }
    text
}
