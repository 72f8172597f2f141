//! `convex-ops explain`: the documentation of a rule.

use super::exit::Exit;
use super::output;
use crate::compat::find_rule;
use crate::compat::rule::Rule;
use crate::compat::rules::RULES;
use crate::error::Result;

/// Explains what a rule finds, why it breaks, and how to roll out the change safely
#[derive(Debug, clap::Args)]
#[command(after_help = HELP)]
pub(super) struct Args {
    /// Rule to explain; lists all rules if omitted
    rule: Option<String>,
}

const HELP: &str = "\
Examples:
  convex-ops explain
  convex-ops explain args-field-required";

pub(super) fn run(args: &Args) -> Result<Exit> {
    let text = match &args.rule {
        Some(id) => describe(find_rule(id)?),
        None => list(),
    };
    output::print(&text)?;
    Ok(Exit::Clean)
}

pub(super) fn list() -> String {
    let width = RULES.iter().map(|rule| rule.id.len()).max().unwrap_or_default();
    RULES
        .iter()
        .map(|rule| format!("{:width$}  {:8}  {}\n", rule.id, rule.declaration.level.as_str(), rule.summary()))
        .collect()
}

pub(super) fn describe(rule: &Rule) -> String {
    let breaks = rule.declaration.breaks.iter().map(|breaks| breaks.as_str()).collect::<Vec<_>>().join(", ");
    let facts = format!("{} (breaks {breaks}); since {}", rule.declaration.level.as_str(), rule.declaration.since);
    format!("# {}\n\n{facts}\n\n{}\n", rule.id, rule.docs().trim_end())
}
