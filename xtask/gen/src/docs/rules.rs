//! The page of the rules, from the docs in their files.

use super::MARK;
use anyhow::Result;
use convex_ops::compat::rule::Rule;
use convex_ops::compat::rules::RULES;
use std::fmt::Write;

const INTRODUCTION: &str = "\
# Rules

The rules of `convex-ops check`. `convex-ops explain <rule>` prints one entry of this page. The level applies to most
findings of a rule: its text names the exceptions, and a policy can change the level.

| Rule | Family | Level | Finds |
|---|---|---|---|
";

/// Renders `docs/rules.md`.
pub(crate) fn page() -> Result<String> {
    let mut page = format!("{MARK}\n{INTRODUCTION}");
    for rule in RULES {
        let (id, family) = (rule.id, rule.family.as_str());
        writeln!(page, "| [`{id}`](#{id}) | {family} | {} | {} |", rule.declaration.level.as_str(), rule.summary())?;
    }
    for rule in RULES {
        page.push_str(&entry(rule));
    }
    Ok(page)
}

/// Renders a rule's docs with headings one level lower.
fn entry(rule: &Rule) -> String {
    let mut entry = format!("\n## {}\n\n", rule.id);
    let mut in_code = false;
    for line in rule.docs().lines() {
        in_code ^= line.starts_with("```");
        let heading = line.starts_with('#') && !in_code;
        entry.push_str(if heading { "##" } else { "" });
        entry.push_str(line);
        entry.push_str(if heading { "\n\n" } else { "\n" });
    }
    entry
}
