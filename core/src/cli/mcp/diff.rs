//! The tool `diff`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::answer::Answer;
use super::tool::ToolEntry;
use crate::cli::deployment::TargetArgs;
use crate::cli::remote::difference;

/// Two places.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct DiffInput {
    /// A deployment, by its selector (`prod`, `dev`, `staging`, a full name) or `live` for the one that the environment
    /// chooses, or an app: `.`, `./folder`, `git:main`, `app.json`
    first: String,
    /// The other one
    second: String,
}

/// Differences by name.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct DiffOutput {
    /// `true` if no compared name differs
    same: bool,
    /// Differences, by subject
    differences: Vec<SubjectOutput>,
    /// Subjects that were not compared
    not_compared: Vec<String>,
}

/// Differences of one subject.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct SubjectOutput {
    /// Subject, such as `environment variables`
    subject: String,
    /// Names that the first place has alone
    only_in_first: Vec<String>,
    /// Names that the second place has alone
    only_in_second: Vec<String>,
    /// Names that both have, with other definitions
    changed: Vec<String>,
}

pub(super) fn tool() -> ToolEntry {
    ToolEntry::reading::<DiffInput, DiffOutput>(
        "diff",
        "Compares two deployments or apps by name: environment variables, auth providers, components, tables, indexes, functions, \
         routes, crons and deploy keys. Shows no values. Changes nothing.",
        |call| {
            let input = call.read::<DiffInput>()?;
            let places = [input.first.as_str(), input.second.as_str()];
            let found = difference(places, &TargetArgs::of_env_file(None), call.settings.apps, &call.cancel)?;
            let differences = found.differences.iter().map(|of| SubjectOutput {
                subject: of.subject.as_str().to_owned(),
                only_in_first: of.only_in_first.clone(),
                only_in_second: of.only_in_second.clone(),
                changed: of.changed.clone(),
            });
            let not_compared = found.not_compared.iter().map(|skipped| skipped.subject.as_str().to_owned());
            let output = DiffOutput {
                same: found.is_empty(),
                differences: differences.collect(),
                not_compared: not_compared.collect(),
            };
            Answer::new(&found.to_string(), &output)
        },
    )
}
