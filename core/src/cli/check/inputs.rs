//! Reads the inputs of a check.

use std::collections::BTreeSet;

use super::input_args::InputArgs;
use super::progress::Bar;
use crate::cancel::Cancel;
use crate::cli::input::Input;
use crate::cli::policy;
use crate::cli::project;
use crate::clock;
use crate::compat::data::DataEvidence;
use crate::compat::{Evidence, Options, Usage};
use crate::error::{Error, Result};
use crate::source::{check_data, open_data, read_scheduled};
use crate::surface::Surface;

/// The inputs of a check.
pub(in crate::cli) struct Inputs {
    pub(in crate::cli) baseline: Surface,
    pub(in crate::cli) candidate: Surface,
    pub(in crate::cli) evidence: Evidence,
    pub(in crate::cli) options: Options,
}

/// Reads the inputs that the arguments name.
pub(in crate::cli) fn read(args: &InputArgs, cancel: &Cancel) -> Result<Inputs> {
    let mut options = Options::at(args.now.unwrap_or_else(clock::now_ms));
    options.policy = policy::read(args.policy.as_ref())?;
    options.budget = args.budget;
    options.baseline_name = Some(args.baseline.to_string());
    let (baseline, candidate) = project::open_both(&args.baseline, &args.candidate, args.apps, args.quiet, cancel)?;
    let evidence = evidence(args, &candidate, cancel)?;
    Ok(Inputs { baseline, candidate, evidence, options })
}

fn evidence(args: &InputArgs, candidate: &Surface, cancel: &Cancel) -> Result<Evidence> {
    Ok(Evidence {
        data: args.data.data.as_ref().map(|input| documents(input, args, candidate, cancel)).transpose()?,
        scheduled: args.scheduled.as_ref().map(|input| read_scheduled(input.as_str())).transpose()?,
        usage: usage(&args.usage)?,
        environment_variables: args.env_names.as_ref().map(names).transpose()?,
        environment_values: None,
    })
}

/// Checks the stored documents against the candidate's schemas.
fn documents(input: &Input, args: &InputArgs, candidate: &Surface, cancel: &Cancel) -> Result<DataEvidence> {
    let options = args.data.options(cancel);
    let bar = Bar::new(args.quiet);
    check_data(&mut open_data(input.as_str(), &options)?, &candidate.schemas(), &mut |progress| {
        bar.show(&progress);
        Ok(())
    })
}

/// Reads logs; `None` if there are no files.
fn usage(inputs: &[Input]) -> Result<Option<Usage>> {
    let mut usage = (!inputs.is_empty()).then(Usage::default);
    if let Some(usage) = &mut usage {
        for input in inputs {
            input.open().and_then(|text| usage.read(text)).map_err(|error| error.in_file(input.to_string()))?;
        }
    }
    Ok(usage)
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
            return Err(Error::invalid_input("invalid name of an environment variable")
                .help(
                    "use the output of `npx convex env list --names-only`: a value that spans lines cannot be skipped",
                )
                .in_file(input.to_string())
                .at_line(index as u64 + 1));
        }
        names.insert(name.to_owned());
    }
    Ok(names)
}

/// Checks if Convex accepts a name of an environment variable.
fn is_variable_name(name: &str) -> bool {
    let starts_well = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
    starts_well && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<String>> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        names(&Input::from(file.path().to_str().unwrap())).map(|names| names.into_iter().collect())
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
}
