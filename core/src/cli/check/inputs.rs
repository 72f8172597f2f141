//! Reads the inputs of a check.

use std::collections::BTreeSet;

use super::Args;
use super::progress::Bar;
use crate::cancel::Cancel;
use crate::cli::input::Input;
use crate::cli::policy;
use crate::cli::project;
use crate::clock;
use crate::compat::data::DataEvidence;
use crate::compat::{Evidence, Options};
use crate::error::{Error, ErrorKind, Result};
use crate::source::{check_data, open_data, read_scheduled};
use crate::surface::Surface;

/// The inputs of a check.
pub(super) struct Inputs {
    pub(super) baseline: Surface,
    pub(super) candidate: Surface,
    pub(super) evidence: Evidence,
    pub(super) options: Options,
}

pub(super) fn read(args: &Args, cancel: &Cancel) -> Result<Inputs> {
    let mut options = Options::at(args.now.unwrap_or_else(clock::now_ms));
    options.policy = policy::read(args.policy.as_ref())?;
    options.budget = args.budget;
    options.baseline_name = Some(args.baseline.to_string());
    let (baseline, candidate) = surfaces(args, cancel)?;
    let evidence = evidence(args, &candidate, cancel)?;
    Ok(Inputs { baseline, candidate, evidence, options })
}

/// Reads both surfaces in parallel: this is most of the work.
fn surfaces(args: &Args, cancel: &Cancel) -> Result<(Surface, Surface)> {
    let surface = |input: &Input| project::open(input, args.bundler, args.quiet, cancel);
    let (baseline, candidate) = std::thread::scope(|scope| {
        let baseline = scope.spawn(|| surface(&args.baseline));
        let candidate = surface(&args.candidate);
        (baseline.join().unwrap_or_else(|_panic| Err(bug())), candidate)
    });
    Ok((baseline?, candidate?))
}

fn bug() -> Error {
    Error::new(ErrorKind::Internal, "panic while reading the baseline: this is a bug in convex-ops")
}

fn evidence(args: &Args, candidate: &Surface, cancel: &Cancel) -> Result<Evidence> {
    Ok(Evidence {
        data: args.data.data.as_ref().map(|input| documents(input, args, candidate, cancel)).transpose()?,
        scheduled: args.scheduled.as_ref().map(|input| read_scheduled(input.as_str())).transpose()?,
        environment_variables: args.env_names.as_ref().map(names).transpose()?,
    })
}

/// Checks the stored documents against the candidate's schemas.
fn documents(input: &Input, args: &Args, candidate: &Surface, cancel: &Cancel) -> Result<DataEvidence> {
    let options = args.data.options(cancel);
    let bar = Bar::new(args.quiet);
    check_data(&mut open_data(input.as_str(), &options)?, &candidate.schemas(), &mut |progress| {
        bar.show(&progress);
        Ok(())
    })
}

/// Reads variable names, one per line. The output of `npx convex env list` works too: values are ignored.
fn names(input: &Input) -> Result<BTreeSet<String>> {
    let text = input.text()?;
    let names = text.lines().filter_map(|line| line.split('=').next()).map(str::trim);
    Ok(names.filter(|name| !name.is_empty() && !name.starts_with('#')).map(str::to_owned).collect())
}
