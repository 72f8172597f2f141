//! The arguments that name the inputs of a check.

use clap::ValueHint;

use super::data_args::DataArgs;
use crate::cli::deploy::StoreArgs;
use crate::cli::deployment::TargetArgs;
use crate::cli::environment::EnvironmentArgs;
use crate::cli::input::Input;
use crate::cli::project::AppArgs;
use crate::cli::time;
use crate::compat::DEFAULT_BUDGET;
use crate::error::{Error, Result};

/// Names the two versions, the evidence about the deployment and the policy.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct InputArgs {
    /// The version that is live: a project folder, a git revision of it (`git:main`), a push request, an artifact, or a
    /// surface, schema or function spec in JSON (`-` reads standard input). `release:12` is a release of the store,
    /// `clients:90d` all that clients of the last 90 days may use
    #[arg(long, value_name = "APP", value_hint = ValueHint::AnyPath, required_unless_present = "live")]
    pub(super) baseline: Option<Input>,

    /// Reads the live version, the stored documents and the scheduled calls from the deployment; changes nothing there
    #[arg(long, conflicts_with = "baseline")]
    pub(super) live: bool,

    /// The version to deploy, in the same forms
    #[arg(long, value_name = "APP", value_hint = ValueHint::AnyPath)]
    pub(super) candidate: Input,

    #[command(flatten)]
    pub(super) target: TargetArgs,

    #[command(flatten)]
    pub(in crate::cli) apps: AppArgs,

    #[command(flatten)]
    pub(super) data: DataArgs,

    #[command(flatten)]
    pub(super) store: StoreArgs,

    /// Scheduled calls: documents of _scheduled_functions, as JSON Lines
    #[arg(long, value_name = "DOCS.jsonl", value_hint = ValueHint::FilePath, help_heading = "Evidence")]
    pub(super) scheduled: Option<Input>,

    /// Logs of function calls: events of a Convex log stream, or the output of `npx convex logs --jsonl`; may be repeated
    #[arg(long, value_name = "LOGS.jsonl", value_hint = ValueHint::FilePath, help_heading = "Evidence")]
    pub(super) usage: Vec<Input>,

    #[command(flatten)]
    pub(super) environment: EnvironmentArgs,

    /// Policy file that grades findings [default: ./convex-ops.toml, if it exists]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Grading")]
    pub(super) policy: Option<Input>,

    /// Time of the check, used to expire accepted findings: milliseconds since the Unix epoch, or RFC 3339
    /// [default: now]
    #[arg(long, value_name = "TIME", value_parser = time::parse, help_heading = "Grading")]
    pub(super) now: Option<f64>,

    /// Maximum steps per question before the answer is "undecided"
    #[arg(long, value_name = "STEPS", default_value_t = DEFAULT_BUDGET, help_heading = "Grading")]
    pub(super) budget: u64,

    /// Prints no progress and no summary on standard error
    #[arg(long, short, help_heading = "Report")]
    pub(in crate::cli) quiet: bool,
}

impl InputArgs {
    /// Checks constraints that span several arguments.
    pub(in crate::cli) fn validate(&self) -> Result<()> {
        if !self.live && self.target.names_deployment() {
            return Err(Error::invalid_input("cannot choose a deployment without `--live`").help("add `--live`"));
        }
        let inputs = [self.baseline.as_ref(), Some(&self.candidate), self.data.data.as_ref(), self.scheduled.as_ref()];
        let env_file = self.target.env_file();
        let others = [self.environment.env_names.as_ref(), env_file.as_ref(), self.policy.as_ref()];
        let inputs = inputs.into_iter().chain(others).flatten().chain(&self.usage);
        if inputs.filter(|input| input.is_stdin()).count() > 1 {
            return Err(Error::invalid_input("cannot read several inputs from standard input")
                .help("use `-` once and files for the other inputs"));
        }
        Ok(())
    }
}
