//! The arguments of `convex-ops check`.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use clap::{ValueEnum, ValueHint};

use super::earlier::EarlierArgs;
use super::input_args::InputArgs;
use crate::cli::exit;
use crate::compat::Requirement;
use crate::compat::report::Level;
use crate::compat::report::render::ReportFormat;

/// Checks that a change to a Convex app breaks no data, client or scheduled call
#[derive(Debug, clap::Args)]
#[command(long_about = ABOUT, after_help = exit::HELP, after_long_help = format!("{EXAMPLES}\n\n{}", exit::HELP))]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    pub(super) inputs: InputArgs,

    #[command(flatten)]
    pub(super) earlier: EarlierArgs,

    /// Minimum level that causes exit code 1
    #[arg(long, value_name = "LEVEL", value_parser = levels(), default_value = "breaking", help_heading = "Grading")]
    pub(super) fail_on: Level,

    /// Inputs without which the verdict is "undecided" instead of "safe": schema, functions, data, scheduled
    #[arg(long, value_name = "INPUTS", value_delimiter = ',', value_parser = requirements(), help_heading = "Grading")]
    pub(super) require: Vec<Requirement>,

    /// Report format
    #[arg(long, value_parser = formats(), default_value = "text", help_heading = "Report")]
    pub(super) format: ReportFormat,

    /// Writes the report to a file instead of standard output
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Report")]
    pub(super) output: Option<PathBuf>,

    /// Includes values of stored documents and arguments in JSON reports; these may be private
    ///
    /// Text reports include them on a terminal only. Other formats never do, because they are meant to be shared.
    /// Witnesses are synthetic and always included.
    #[arg(long, help_heading = "Report")]
    pub(super) values: bool,

    /// Colors text output
    #[arg(long, value_name = "WHEN", default_value = "auto", help_heading = "Report")]
    pub(super) color: Color,
}

/// The coloring of text output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

const ABOUT: &str = "\
Checks that a change to a Convex app breaks no data, client or scheduled call: that stored documents match the new \
schema, that functions still serve their callers, that scheduled calls still run, and what a rollback would break.

The two versions are required; stored documents, scheduled calls and environment variables make the result more \
precise. The report ends with a list of what was not checked.";

const EXAMPLES: &str = "\
Examples:
  # Compare the working tree with the live branch; needs no account, key or server
  convex-ops check --baseline git:main --candidate .

  # Compare two versions of a backend
  convex-ops check --baseline live.json --candidate candidate.json

  # Protect the clients of releases of the last 90 days
  convex-ops check --baseline git:main --candidate . --earlier-tags 90

  # Include stored documents and scheduled calls
  npx convex export --prod --path export.zip
  npx convex data _scheduled_functions --prod --format jsonLines --limit 10000 > scheduled.jsonl
  convex-ops check --baseline live.json --candidate candidate.json --data export.zip --scheduled scheduled.jsonl

  # Compare with what is live, its documents and scheduled calls; CONVEX_DEPLOY_KEY needs `deployment:data:view` alone
  convex-ops check --live --candidate .

  # Run in CI
  convex-ops check --baseline live.json --candidate candidate.json --format github
  convex-ops check --baseline live.json --candidate candidate.json --format sarif --output report.sarif

Policy (convex-ops.toml):
  quietDays = 30                  # logs (--usage) without a call for so long allow a function's removal
  strictDecoders = [\"mobile:*\"]  # functions whose clients refuse new fields in results

  [levels]                        # level of a rule's findings
  table-removed = \"info\"

  [[override]]                    # level at a place: rule, component, table, function, path, file; patterns
  function = \"admin/*\"
  level = \"info\"

  [[sunset]]                      # announced end of a function, or of a field (path)
  function = \"messages:list\"
  date = 2026-12-31               # first day on which it may be removed

  [[accept]]                      # a known finding, by its fingerprint in the report
  fingerprint = \"0123456789abcdef\"
  reason = \"only the old admin page called it\"
  expires = 2026-12-31            # last day; never expires if omitted";

fn levels() -> impl clap::builder::TypedValueParser<Value = Level> {
    PossibleValuesParser::new(["breaking", "risky", "info"]).try_map(|name| name.parse::<Level>())
}

fn requirements() -> impl clap::builder::TypedValueParser<Value = Requirement> {
    PossibleValuesParser::new(Requirement::ALL.map(Requirement::as_str)).try_map(|name| name.parse::<Requirement>())
}

fn formats() -> impl clap::builder::TypedValueParser<Value = ReportFormat> {
    PossibleValuesParser::new(ReportFormat::ALL.map(ReportFormat::as_str)).try_map(|name| name.parse::<ReportFormat>())
}
