//! The inputs of a check, as an agent names them.

use clap::Parser;
use schemars::JsonSchema;
use serde::Deserialize;

use super::tool::Call;
use crate::cli::check::{InputArgs, Inputs, read_inputs};
use crate::error::{Error, Result};

/// Two versions of an app, and evidence.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct CheckInput {
    /// Version that is live: a git revision such as `git:main`, a project folder, an artifact or a surface file. If it is
    /// absent, the deployment is read
    baseline: Option<String>,
    /// Version to check: a project folder, a git revision, an artifact or a surface file. `.` by default
    candidate: Option<String>,
    /// Deployment to read if `baseline` is absent: `prod`, `dev`, a reference such as `staging`, or a full name. By default,
    /// the one that the environment and `.env.local` choose
    deployment: Option<String>,
    /// Stored documents to check: the path of an export, or with a deployment `live`, the default, or `none`
    data: Option<String>,
}

/// The arguments of the command that take the same inputs.
#[derive(Debug, Parser)]
#[command(no_binary_name = true)]
struct Line {
    #[command(flatten)]
    inputs: InputArgs,
}

impl CheckInput {
    /// Reads the inputs as the command does.
    pub(super) fn open(&self, call: &Call) -> Result<Inputs> {
        let mut line = vec!["--quiet".to_owned(), format!("--candidate={}", self.candidate.as_deref().unwrap_or("."))];
        let given = [("deployment", &self.deployment), ("data", &self.data), ("baseline", &self.baseline)];
        line.extend(given.iter().filter_map(|(name, value)| Some(format!("--{name}={}", value.as_ref()?))));
        if self.baseline.is_none() {
            line.push("--live".to_owned());
        }
        if line.iter().any(|argument| argument.ends_with("=-")) {
            // Standard input carries the protocol.
            return Err(Error::invalid_input("cannot read standard input").help("name a file"));
        }
        let line = Line::try_parse_from(line).map_err(|error| {
            let text = error.to_string();
            let message = text.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
            Error::invalid_input(message).help("check the input schema of the tool")
        })?;
        line.inputs.validate()?;
        let mut inputs = line.inputs;
        inputs.apps = call.settings.apps;
        read_inputs(&inputs, &call.cancel)
    }
}
