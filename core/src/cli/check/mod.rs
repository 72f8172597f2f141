//! `convex-ops check`: the compatibility gate.

mod args;
mod data_args;
mod inputs;
mod progress;
mod report;

pub(super) use args::Args;

use std::mem::ManuallyDrop;

use super::exit::Exit;
use super::interrupt;
use crate::compat::check;
use crate::error::Result;

pub(super) fn run(args: &Args) -> Result<Exit> {
    args.validate()?;
    let cancel = interrupt::token();
    // Freeing large surfaces takes longer than checking them, and the process is about to exit.
    let inputs = ManuallyDrop::new(inputs::read(args, &cancel)?);
    let report = ManuallyDrop::new(check(&inputs.baseline, &inputs.candidate, &inputs.evidence, &inputs.options));
    report::write(&report, args)?;
    Ok(Exit::of_report(&report, args.fail_on))
}
