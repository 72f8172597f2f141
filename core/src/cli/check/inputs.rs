//! Reads the inputs of a check.

use std::collections::BTreeSet;

use super::data_args::Documents;
use super::input_args::InputArgs;
use super::progress::Bar;
use crate::cancel::Cancel;
use crate::cli::input::Input;
use crate::cli::{live, policy, project};
use crate::clock;
use crate::compat::data::DataEvidence;
use crate::compat::report::NotChecked;
use crate::compat::{Evidence, Options};
use crate::error::{Error, Result};
use crate::source::{Progress, check_data, open_data, read_scheduled};
use crate::surface::Surface;

/// The inputs of a check.
pub(in crate::cli) struct Inputs {
    pub(in crate::cli) baseline: Surface,
    pub(in crate::cli) candidate: Surface,
    pub(in crate::cli) evidence: Evidence,
    pub(in crate::cli) options: Options,
    /// Parts of the deployment that could not be read.
    pub(in crate::cli) not_read: Vec<NotChecked>,
}

/// Reads the inputs that the arguments name.
pub(in crate::cli) fn read(args: &InputArgs, cancel: &Cancel) -> Result<Inputs> {
    let mut options = Options::at(args.now.unwrap_or_else(clock::now_ms));
    options.policy = policy::read(args.policy.as_ref())?;
    options.budget = args.budget;
    if args.live {
        return read_live(args, options, cancel);
    }
    let Some(baseline) = &args.baseline else { return Err(Error::invalid_input("missing baseline")) };
    options.baseline_name = Some(baseline.to_string());
    let (baseline, candidate) = project::open_both(baseline, &args.candidate, args.apps, args.quiet, cancel)?;
    let data = match args.data.documents(false) {
        Documents::Export(export) => Some(documents(export, args, &candidate, cancel)?),
        Documents::Live | Documents::None => None,
    };
    let evidence = given(args, Evidence { data, ..Evidence::default() })?;
    Ok(Inputs { baseline, candidate, evidence, options, not_read: Vec::new() })
}

/// Reads the baseline and the evidence from a deployment. Files that are named take precedence.
fn read_live(args: &InputArgs, mut options: Options, cancel: &Cancel) -> Result<Inputs> {
    let candidate = project::open_one(&args.candidate, args.apps, args.quiet, cancel)?;
    let baseline = live::read(&args.target)?;
    options.baseline_name = Some(baseline.name().to_owned());
    let data = match args.data.documents(true) {
        Documents::None => None,
        Documents::Export(export) => Some(documents(export, args, &candidate, cancel)?),
        Documents::Live => {
            let bar = Bar::new(args.quiet);
            let mut show = |progress: Progress<'_>| {
                bar.show(&progress);
                Ok(())
            };
            Some(baseline.documents(&candidate, cancel, &mut show)?)
        }
    };
    let evidence = given(args, baseline.evidence(data))?;
    let (baseline, not_read) = baseline.into_parts();
    Ok(Inputs { baseline, candidate, evidence, options, not_read })
}

/// Adds the evidence of files.
fn given(args: &InputArgs, mut evidence: Evidence) -> Result<Evidence> {
    if let Some(input) = &args.scheduled {
        evidence.scheduled = Some(read_scheduled(input.as_str())?);
    }
    if let Some(input) = &args.env_names {
        evidence.environment_variables = Some(names(input)?);
    }
    Ok(evidence)
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
