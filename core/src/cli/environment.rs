//! The environment variables of a deployment, as arguments.

use std::collections::{BTreeMap, BTreeSet};

use clap::ValueHint;

use super::input::Input;
use crate::deployment_selection::parse_strict_env_file;
use crate::error::{Error, Result};

/// Arguments that name the environment variables that are set.
#[derive(Clone, Debug, Default, clap::Args)]
pub(super) struct EnvironmentArgs {
    /// Environment variables that are set, one name per line (anything after a `=` is ignored). Modules are evaluated
    /// with a placeholder for each, and without all others
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Evidence")]
    pub(super) env_names: Option<Input>,
}

/// The environment variables of a deployment, as far as they are known. Never printed: the values are secrets.
#[derive(Clone, Default)]
pub(super) struct Environment {
    /// Names of all variables.
    pub(super) names: Option<BTreeSet<String>>,
    /// Known values.
    pub(super) values: Option<BTreeMap<String, String>>,
}

impl EnvironmentArgs {
    /// Reads the files: that with the names, and one of `NAME=value` lines.
    pub(super) fn read(&self, env_file: Option<&Input>) -> Result<Environment> {
        let values = env_file.map(values).transpose()?;
        let mut names = self.env_names.as_ref().map(names).transpose()?;
        if let Some(values) = &values {
            names.get_or_insert_default().extend(values.keys().cloned());
        }
        Ok(Environment { names, values })
    }
}

/// Reads variable names, one per line; the values of `NAME=value` are ignored. A line that cannot be a name may be a part
/// of a secret, so errors don't contain it.
fn names(input: &Input) -> Result<BTreeSet<String>> {
    let text = input.text()?;
    let mut names = BTreeSet::new();
    for (index, line) in text.lines().enumerate() {
        let name = line.split('=').next().unwrap_or_default().trim();
        if name.is_empty() && !line.contains('=') || name.starts_with('#') {
            continue;
        }
        if !is_variable_name(name) {
            let help =
                "use the output of `npx convex env list --names-only`: a value that spans lines cannot be skipped";
            return Err(not_a_name(input, index).help(help));
        }
        names.insert(name.to_owned());
    }
    Ok(names)
}

/// Reads variables with their values, in the form of `.env` files. Nothing is substituted.
fn values(input: &Input) -> Result<BTreeMap<String, String>> {
    let variables = parse_strict_env_file(&input.text()?, is_variable_name).map_err(|line| {
        not_a_name(input, line - 1).help("write `NAME=value` lines, with quotes around values that span lines")
    })?;
    Ok(variables.into_iter().map(|(name, value)| (name, value.expose().to_owned())).collect())
}

fn not_a_name(input: &Input, index: usize) -> Error {
    Error::invalid_input("invalid name of an environment variable").in_file(input.to_string()).at_line(index as u64 + 1)
}

/// Checks if Convex accepts a name of an environment variable.
fn is_variable_name(name: &str) -> bool {
    let starts_well = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
    starts_well && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with<T>(text: &str, read: impl Fn(&Input) -> Result<T>) -> Result<T> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        read(&Input::from(file.path().to_str().unwrap()))
    }

    fn read(text: &str) -> Result<Vec<String>> {
        with(text, names).map(|names| names.into_iter().collect())
    }

    #[test]
    fn names_are_read_without_values() {
        assert_eq!(read("A\n\n# note\nB_2=secret=x\n  _C \r\n").unwrap(), ["A", "B_2", "_C"]);
    }

    #[test]
    fn line_of_a_secret_is_refused_and_not_shown() {
        for text in ["KEY=\"-----BEGIN KEY-----\nMIIEvQ+IBADANB/gkq\n", "A\nsome words\n", "A\n=x\n", "A\n2B\n"] {
            let error = read(text).unwrap_err();
            assert_eq!(error.info().location.line, Some(2), "{text}");
            assert!(!error.to_string().contains("MIIE") && !error.to_string().contains("words"), "{error}");
        }
    }

    #[test]
    fn values_are_read_as_in_env_files() {
        let text = "# note\nA=1\nexport B = two words # note\nC=\"x # y\\nz\"\nD='$A'\r\nKEY=\"-----BEGIN\nMIIE+/=\n-----END\"\nE=\n";
        let read = with(text, values).unwrap();
        let expected = [
            ("A", "1"),
            ("B", "two words"),
            ("C", "x # y\nz"),
            ("D", "$A"),
            ("E", ""),
            ("KEY", "-----BEGIN\nMIIE+/=\n-----END"),
        ];
        assert_eq!(read.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect::<Vec<_>>(), expected);
        let error = with("A=1\nMIIE secret\n", values).unwrap_err();
        assert!(!error.to_string().contains("MIIE") && error.info().location.line == Some(2), "{error}");
    }
}
