//! Reads the inputs of a check.

use super::input_args::InputArgs;
use super::progress::Bar;
use crate::cancel::Cancel;
use crate::cli::environment::Environment;
use crate::cli::input::Input;
use crate::cli::policy;
use crate::cli::project;
use crate::clock;
use crate::compat::data::DataEvidence;
use crate::compat::{Evidence, Options, SecretValues};
use crate::error::Result;
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
    let environment = args.environment.read()?;
    let (baseline, candidate) =
        project::open_both(&args.baseline, &args.candidate, args.apps, &environment, args.quiet, cancel)?;
    let evidence = evidence(args, environment, &candidate, cancel)?;
    Ok(Inputs { baseline, candidate, evidence, options })
}

fn evidence(args: &InputArgs, environment: Environment, candidate: &Surface, cancel: &Cancel) -> Result<Evidence> {
    Ok(Evidence {
        data: args.data.data.as_ref().map(|input| documents(input, args, candidate, cancel)).transpose()?,
        scheduled: args.scheduled.as_ref().map(|input| read_scheduled(input.as_str())).transpose()?,
        environment_variables: environment.names,
        environment_values: environment.values.map(SecretValues::from),
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
