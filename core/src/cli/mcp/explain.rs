//! The tool `explain`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::answer::Answer;
use super::tool::ToolEntry;
use crate::cli::explain::{describe, list};
use crate::compat::find_rule;

/// A rule, or none.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ExplainInput {
    /// Rule, such as `function-removed`; if it is absent, all rules are listed
    rule: Option<String>,
}

/// Documentation.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct ExplainOutput {
    /// Text in Markdown
    text: String,
}

pub(super) fn tool() -> ToolEntry {
    ToolEntry::reading::<ExplainInput, ExplainOutput>(
        "explain",
        "Explains a rule of the gate: what it finds, why that breaks, and how to roll out the change safely. Lists all rules if \
         none is named.",
        |call| {
            let text = match &call.read::<ExplainInput>()?.rule {
                Some(id) => describe(find_rule(id)?),
                None => list(),
            };
            Answer::new(&text, &ExplainOutput { text: text.clone() })
        },
    )
}
