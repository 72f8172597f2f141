//! Reads `convex-ops.toml`.

use std::path::Path;

use serde_json::Value as Json;
use toml::Value as Toml;

use crate::cli::input::Input;
use crate::compat::policy::Policy;
use crate::error::{Error, Result};
use crate::json;

pub(super) const DEFAULT: &str = "convex-ops.toml";

/// Reads the named policy, or the one in the working directory, or returns the default.
pub(in crate::cli) fn read(named: Option<&Input>) -> Result<Policy> {
    let default = Path::new(DEFAULT).is_file().then(|| Input::from(DEFAULT));
    let Some(input) = named.or(default.as_ref()) else { return Ok(Policy::default()) };
    read_file(input)
}

/// Reads a policy file.
pub(super) fn read_file(input: &Input) -> Result<Policy> {
    let text = input.text()?;
    parse(&text).map_err(|error| error.in_file(input.to_string()))
}

/// Parses the text of a policy.
pub(super) fn parse(text: &str) -> Result<Policy> {
    let table = text.parse::<toml::Table>().map_err(|error| syntax_error(text, &error))?;
    // Via JSON, so that files and bindings share one parser.
    let json = to_json(Toml::Table(table)).to_string();
    json::from_str(&json).map_err(|error| match error.info().help {
        Some(_) => error,
        None => error.help("see `convex-ops check --help` for an example"),
    })
}

fn syntax_error(text: &str, error: &toml::de::Error) -> Error {
    let message = Error::invalid_input(format!("invalid TOML: {}", error.message()));
    match error.span().and_then(|span| text.get(..span.start)) {
        Some(before) => message.at_line(before.matches('\n').count() as u64 + 1),
        None => message,
    }
}

/// Converts TOML to JSON; dates become strings.
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
    fn unknown_rule_is_refused_with_a_suggestion() {
        let error = parse("[levels]\ntable-remove = \"info\"").unwrap_err();
        assert!(error.to_string().contains("unknown rule `table-remove`"), "{error}");
        assert!(error.to_string().contains("did you mean `table-removed`?"), "{error}");
    }

    #[test]
    fn errors_have_locations() {
        assert_eq!(parse("[levels]\n\n= 1").unwrap_err().info().location.line, Some(3));
        let path = |text| parse(text).unwrap_err().info().location.path.clone().unwrap_or_default();
        assert_eq!(path("[[accept]]\nfingerprint = \"ab\"\nreason = \"x\"\nexpires = \"soon\""), ".accept[0].expires");
        assert_eq!(path("[levels]\ntable-removed = \"fatal\""), ".levels.table-removed");
        let help = |text| parse(text).unwrap_err().info().help.clone();
        assert_eq!(help("[level]").as_deref(), Some("did you mean `levels`?"));
        assert_eq!(help("[[acept]]").as_deref(), Some("did you mean `accept`?"));
    }
}
