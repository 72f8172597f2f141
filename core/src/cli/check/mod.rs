//! `convex-ops check`: the compatibility gate.

mod args;
mod data_args;
mod earlier;
mod input_args;
mod inputs;
mod progress;
mod report;

pub(super) use args::Args;
pub(super) use input_args::InputArgs;
pub(super) use inputs::{Inputs, read as read_inputs};

use std::mem::ManuallyDrop;

use super::exit::Exit;
use super::{interrupt, project};
use crate::compat::{Baseline, check_all};
use crate::error::Result;

pub(super) fn run(args: &Args) -> Result<Exit> {
    args.inputs.validate()?;
    let cancel = interrupt::token();
    // Freeing large surfaces takes longer than checking them, and the process is about to exit.
    let mut inputs = ManuallyDrop::new(inputs::read(&args.inputs, &cancel)?);
    inputs.options.require = args.require.iter().copied().collect();
    let versions = ManuallyDrop::new(earlier::open(&args.earlier, &args.inputs, inputs.options.now, &cancel)?);
    let earlier = inputs.earlier.iter().chain(&versions.apps);
    let earlier: Vec<Baseline<'_>> = earlier.map(|(name, app)| Baseline::new(Some(name.clone()), app)).collect();
    let live = Baseline::new(inputs.options.baseline_name.clone(), &inputs.baseline);
    let report = check_all(&live, &earlier, &inputs.candidate, &inputs.evidence, &inputs.options);
    let mut report = ManuallyDrop::new(report);
    report.not_checked.splice(0..0, inputs.not_read.iter().cloned());
    report.not_checked.extend(versions.unread.iter().cloned());
    project::suggest(&mut report, &args.inputs.candidate);
    report::write(&report, args)?;
    Ok(Exit::of_report(&report, args.fail_on))
}
