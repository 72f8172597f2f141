//! Reads the inputs of a check.

use super::Args;
use super::progress::Bar;
use crate::cancel::Cancel;
use crate::cli::environment::Environment;
use crate::cli::input::Input;
use crate::cli::policy;
use crate::cli::project;
use crate::clock;
use crate::compat::data::DataEvidence;
use crate::compat::{Evidence, Options, SecretValues};
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
    options.require = args.require.iter().copied().collect();
    options.baseline_name = Some(args.baseline.to_string());
    let environment = args.environment.read()?;
    let (baseline, candidate) = surfaces(args, &environment, cancel)?;
    let evidence = evidence(args, environment, &candidate, cancel)?;
    Ok(Inputs { baseline, candidate, evidence, options })
}

/// Reads both surfaces in parallel: this is most of the work.
fn surfaces(args: &Args, environment: &Environment, cancel: &Cancel) -> Result<(Surface, Surface)> {
    let surface = |input: &Input| project::open(input, args.bundler, environment, args.quiet, cancel);
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

fn evidence(args: &Args, environment: Environment, candidate: &Surface, cancel: &Cancel) -> Result<Evidence> {
    Ok(Evidence {
        data: args.data.data.as_ref().map(|input| documents(input, args, candidate, cancel)).transpose()?,
        scheduled: args.scheduled.as_ref().map(|input| read_scheduled(input.as_str())).transpose()?,
        environment_variables: environment.names,
        environment_values: environment.values.map(SecretValues::from),
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
