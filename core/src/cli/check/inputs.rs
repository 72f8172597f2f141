//! Reads the inputs of a check.

use super::data_args::Documents;
use super::input_args::InputArgs;
use super::progress::Bar;
use crate::cancel::Cancel;
use crate::cli::deploy::find_releases;
use crate::cli::environment::Environment;
use crate::cli::input::Input;
use crate::cli::{live, policy, project};
use crate::clock;
use crate::compat::data::DataEvidence;
use crate::compat::report::NotChecked;
use crate::compat::{Evidence, Options, SecretValues, UsageEvidence};
use crate::error::{Error, Result};
use crate::source::{DataProgress, check_data, open_data, read_scheduled};
use crate::surface::Surface;

/// The inputs of a check.
pub(in crate::cli) struct Inputs {
    pub(in crate::cli) baseline: Surface,
    pub(in crate::cli) candidate: Surface,
    pub(in crate::cli) evidence: Evidence,
    pub(in crate::cli) options: Options,
    /// Parts of the deployment that could not be read.
    pub(in crate::cli) not_read: Vec<NotChecked>,
    /// Versions before the baseline that it names too.
    pub(in crate::cli) earlier: Vec<(String, Surface)>,
}

impl Inputs {
    /// Checks that the baseline names one version.
    pub(in crate::cli) fn check_one_baseline(&self) -> Result<()> {
        if self.earlier.is_empty() {
            return Ok(());
        }
        let message = format!("cannot plan from {} releases", self.earlier.len() + 1);
        Err(Error::invalid_input(message).help("choose one, such as `--baseline release:12`"))
    }
}

/// Reads the inputs that the arguments name.
pub(in crate::cli) fn read(args: &InputArgs, cancel: &Cancel) -> Result<Inputs> {
    let mut options = Options::at(args.now.unwrap_or_else(clock::now_ms));
    options.policy = policy::read(args.policy.as_ref())?;
    options.budget = args.budget;
    if args.live {
        return read_live(args, args.environment.read(None)?, options, cancel);
    }
    let environment = args.environment.read(args.target.env_file().as_ref())?;
    let Some(baseline) = &args.baseline else { return Err(Error::invalid_input("missing baseline")) };
    options.baseline_name = Some(baseline.to_string());
    let mut releases = find_releases(baseline, &args.store, options.now)?.unwrap_or_default().into_iter();
    let latest = releases.next();
    if let Some(latest) = &latest {
        options.baseline_name = Some(latest.name.clone());
    }
    let baseline = latest.as_ref().map_or(baseline, |latest| &latest.artifact);
    let (baseline, candidate) =
        project::open_both(baseline, &args.candidate, args.apps, &environment, args.quiet, cancel)?;
    let mut earlier = Vec::new();
    for release in releases {
        let app = project::open_one(&release.artifact, args.apps, &Environment::default(), args.quiet, cancel)?;
        earlier.push((release.name, app));
    }
    let data = match args.data.documents(false) {
        Documents::Export(export) => Some(documents(export, args, &candidate, cancel)?),
        Documents::Live | Documents::None => None,
    };
    let evidence = given(args, environment, Evidence { data, ..Evidence::default() })?;
    Ok(Inputs { baseline, candidate, evidence, options, not_read: Vec::new(), earlier })
}

/// Reads the baseline and the evidence from a deployment. Files that are named take precedence.
fn read_live(args: &InputArgs, mut environment: Environment, mut options: Options, cancel: &Cancel) -> Result<Inputs> {
    let baseline = live::read(&args.target)?;
    environment.names = environment.names.or_else(|| baseline.variables().cloned());
    let candidate = project::open_one(&args.candidate, args.apps, &environment, args.quiet, cancel)?;
    options.baseline_name = Some(baseline.name().to_owned());
    let data = match args.data.documents(true) {
        Documents::None => None,
        Documents::Export(export) => Some(documents(export, args, &candidate, cancel)?),
        Documents::Live => {
            let bar = Bar::new(args.quiet);
            let mut show = |progress: DataProgress<'_>| {
                bar.show(&progress);
                Ok(())
            };
            Some(baseline.documents(&candidate, cancel, &mut show)?)
        }
    };
    let evidence = given(args, environment, baseline.evidence(data))?;
    let (baseline, not_read) = baseline.into_parts();
    Ok(Inputs { baseline, candidate, evidence, options, not_read, earlier: Vec::new() })
}

/// Adds the evidence of files.
fn given(args: &InputArgs, environment: Environment, mut evidence: Evidence) -> Result<Evidence> {
    if let Some(input) = &args.scheduled {
        evidence.scheduled = Some(read_scheduled(input.as_str())?);
    }
    evidence.usage = usage(&args.usage)?;
    evidence.environment_variables = environment.names.or(evidence.environment_variables);
    evidence.environment_values = environment.values.map(SecretValues::from).or(evidence.environment_values);
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

/// Reads logs; `None` if there are no files.
fn usage(inputs: &[Input]) -> Result<Option<UsageEvidence>> {
    let mut usage = (!inputs.is_empty()).then(UsageEvidence::default);
    if let Some(usage) = &mut usage {
        for input in inputs {
            input.open().and_then(|text| usage.read(text)).map_err(|error| error.in_file(input.to_string()))?;
        }
    }
    Ok(usage)
}
