//! The arguments of `convex-ops check`.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use clap::{ValueEnum, ValueHint};

use super::data_args::DataArgs;
use crate::cli::input::Input;
use crate::cli::project::BundlerArgs;
use crate::cli::{exit, time};
use crate::compat::DEFAULT_BUDGET;
use crate::compat::report::Level;
use crate::compat::report::render::Format;
use crate::error::{Error, Result};

/// Checks what a candidate breaks that the baseline allows
#[derive(Debug, clap::Args)]
#[command(long_about = ABOUT, after_help = exit::HELP, after_long_help = format!("{EXAMPLES}\n\n{}", exit::HELP))]
pub(in crate::cli) struct Args {
    /// What is live: a project's folder, a git revision of it (`git:main`), the request of a push, an artifact, or a
    /// surface, a schema or a function spec in JSON (`-` reads standard input)
    #[arg(long, value_name = "APP", value_hint = ValueHint::AnyPath)]
    pub(super) baseline: Input,

    /// What is to go live, in the same forms
    #[arg(long, value_name = "APP", value_hint = ValueHint::AnyPath)]
    pub(super) candidate: Input,

    #[command(flatten)]
    pub(super) bundler: BundlerArgs,

    #[command(flatten)]
    pub(super) data: DataArgs,

    /// The scheduled calls: documents of _scheduled_functions in JSON Lines
    #[arg(long, value_name = "DOCS.jsonl", value_hint = ValueHint::FilePath, help_heading = "Evidence")]
    pub(super) scheduled: Option<Input>,

    /// The environment variables that are set, one name a line (what follows a `=` is not looked at)
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Evidence")]
    pub(super) env_names: Option<Input>,

    /// How findings are graded [default: ./convex-ops.toml, if it is there]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Grading")]
    pub(super) policy: Option<Input>,

    /// The level from which on findings end in exit code 1
    #[arg(long, value_name = "LEVEL", value_parser = levels(), default_value = "breaking", help_heading = "Grading")]
    pub(super) fail_on: Level,

    /// The time of the check, on which accepted findings expire: milliseconds since 1970, or RFC 3339 [default: now]
    #[arg(long, value_name = "TIME", value_parser = time::parse, help_heading = "Grading")]
    pub(super) now: Option<f64>,

    /// How many steps one question may take before the answer is "undecided"
    #[arg(long, value_name = "STEPS", default_value_t = DEFAULT_BUDGET, help_heading = "Grading")]
    pub(super) budget: u64,

    /// The form of the report
    #[arg(long, value_parser = formats(), default_value = "text", help_heading = "Report")]
    pub(super) format: Format,

    /// Writes the report to a file instead of standard output
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Report")]
    pub(super) output: Option<PathBuf>,

    /// Shows values of stored documents and arguments in json; they are private
    ///
    /// Text shows them on a terminal, and nowhere else; the other formats never do, since they are made to be passed
    /// on. Witnesses are made up, and always shown.
    #[arg(long, help_heading = "Report")]
    pub(super) values: bool,

    /// When text is coloured
    #[arg(long, value_name = "WHEN", default_value = "auto", help_heading = "Report")]
    pub(super) color: Color,

    /// Shows no progress on standard error, and not where the report went
    #[arg(long, short, help_heading = "Report")]
    pub(super) quiet: bool,
}

/// When text is coloured.
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
Checks what a candidate breaks that the baseline allows: whether stored documents match the new schema, whether the \
functions still serve those who call them, whether scheduled calls still run, and what going back would break.

Two surfaces are needed; evidence makes the answer sharper. The report ends with what was not looked at.";

const EXAMPLES: &str = "\
Examples:
  # What is checked out, against the branch that is live; no account, no key, no server
  convex-ops check --baseline git:main --candidate .

  # Two versions of a backend
  convex-ops check --baseline live.json --candidate candidate.json

  # With what is stored, and what is scheduled
  npx convex export --prod --path export.zip
  npx convex data _scheduled_functions --prod --format jsonLines --limit 10000 > scheduled.jsonl
  convex-ops check --baseline live.json --candidate candidate.json --data export.zip --scheduled scheduled.jsonl

  # In CI
  convex-ops check --baseline live.json --candidate candidate.json --format github
  convex-ops check --baseline live.json --candidate candidate.json --format sarif --output report.sarif

Policy (convex-ops.toml):
  [levels]                        # the level of each finding of a rule
  table-removed = \"info\"

  [[accept]]                      # a finding that is known, by the fingerprint that the report gives it
  fingerprint = \"0123456789abcdef\"
  reason = \"only the old admin page called it\"
  expires = 2026-12-31            # the last day; without it, for ever";

fn levels() -> impl clap::builder::TypedValueParser<Value = Level> {
    PossibleValuesParser::new(["breaking", "risky", "info"]).try_map(|name| name.parse::<Level>())
}

fn formats() -> impl clap::builder::TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.map(Format::as_str)).try_map(|name| name.parse::<Format>())
}

impl Args {
    /// What no single argument shows to be wrong.
    pub(super) fn validate(&self) -> Result<()> {
        let inputs = [Some(&self.baseline), Some(&self.candidate), self.data.data.as_ref(), self.scheduled.as_ref()];
        let inputs = inputs.into_iter().chain([self.env_names.as_ref(), self.policy.as_ref()]).flatten();
        if inputs.filter(|input| input.is_stdin()).count() > 1 {
            return Err(Error::invalid_input("`-` stands for several inputs, and there is one standard input")
                .help("put all but one of them into files"));
        }
        Ok(())
    }
}
