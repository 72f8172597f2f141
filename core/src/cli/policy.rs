//! `convex-ops.toml`.

use std::path::Path;

use serde_json::Value as Json;
use toml::Value as Toml;

use super::input::Input;
use crate::compat::policy::Policy;
use crate::error::{Error, Result};
use crate::json;

const DEFAULT: &str = "convex-ops.toml";

/// The policy that is named, or the one of the working directory, or none.
pub(super) fn read(named: Option<&Input>) -> Result<Policy> {
    let default = Path::new(DEFAULT).is_file().then(|| Input::from(DEFAULT));
    let Some(input) = named.or(default.as_ref()) else { return Ok(Policy::default()) };
    let text = input.text()?;
    parse(&text).map_err(|error| error.in_file(input.to_string()))
}

fn parse(text: &str) -> Result<Policy> {
    let table = text.parse::<toml::Table>().map_err(|error| syntax(text, &error))?;
    // Through JSON, so that a policy is read alike from a file and from another language.
    let json = to_json(Toml::Table(table)).to_string();
    json::from_str(&json).map_err(|error| error.help("`convex-ops check --help` shows an example of a policy"))
}

fn syntax(text: &str, error: &toml::de::Error) -> Error {
    let message = Error::invalid_input(format!("not TOML: {}", error.message()));
    match error.span().and_then(|span| text.get(..span.start)) {
        Some(before) => message.at_line(before.matches('\n').count() as u64 + 1),
        None => message,
    }
}

/// Dates become text, as in JSON.
fn to_json(toml: Toml) -> Json {
    match toml {
        Toml::String(text) => Json::String(text),
        Toml::Integer(number) => Json::from(number),
        Toml::Float(number) => Json::from(number),
        Toml::Boolean(truth) => Json::Bool(truth),
        Toml::Datetime(time) => Json::String(time.to_string()),
        Toml::Array(elements) => elements.into_iter().map(to_json).collect(),
        Toml::Table(entries) => entries.into_iter().map(|(name, value)| (name, to_json(value))).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compat::report::Level;

    #[test]
    fn levels_and_accepted_findings_are_read() {
        let policy = parse(
            "[levels]\ntable-removed = \"info\"\n[[accept]]\nfingerprint = \"ab\"\nreason = \"known\"\nexpires = 2026-12-31\n\
             [[accept]]\nfingerprint = \"cd\"\nreason = \"known\"\nexpires = \"2026-12-31\"",
        );
        let policy = policy.unwrap();
        assert_eq!(policy.levels["table-removed"], Level::Info);
        assert_eq!(policy.accept[0].expires, Some(jiff::civil::date(2026, 12, 31)));
        assert_eq!(policy.accept[0].expires, policy.accept[1].expires);
    }

    #[test]
    fn a_rule_that_is_not_there_is_refused_with_the_nearest() {
        let error = parse("[levels]\ntable-remove = \"info\"").unwrap_err();
        assert!(error.to_string().contains("unknown rule `table-remove`"), "{error}");
        assert!(error.to_string().contains("did you mean `table-removed`?"), "{error}");
    }

    #[test]
    fn errors_name_the_place() {
        assert_eq!(parse("[levels]\n\n= 1").unwrap_err().info().location.line, Some(3));
        let path = |text| parse(text).unwrap_err().info().location.path.clone().unwrap_or_default();
        assert_eq!(path("[[accept]]\nfingerprint = \"ab\"\nreason = \"x\"\nexpires = \"soon\""), ".accept[0].expires");
        assert_eq!(path("[levels]\ntable-removed = \"fatal\""), ".levels.table-removed");
        assert!(parse("[level]").is_err());
    }
}
