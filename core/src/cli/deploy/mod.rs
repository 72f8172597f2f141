//! The commands that deploy: `deploy`, `releases`, `rollback`, `promote` and `drift`.

mod baseline;
mod build_command;
mod drift;
mod environment;
mod gate_args;
mod guard_args;
mod output;
mod preview;
mod promote;
mod release_args;
mod releases;
mod rollback;
mod run;
mod store_args;
mod url_variables;

pub(super) use baseline::find_releases;
pub(super) use drift::{Args as DriftArgs, run as drift};
pub(super) use promote::{Args as PromoteArgs, run as promote};
pub(super) use releases::{Args as ReleasesArgs, run as releases};
pub(super) use rollback::{Args as RollbackArgs, run as rollback};
pub(super) use run::{Args as DeployArgs, run as deploy};
pub(super) use store_args::StoreArgs;

const HELP: &str = "\
Exit codes:
    0  deployed and verified, or a dry run that passes
    1  the gate refuses the artifact; nothing was changed
    2  invalid input or another error; details are on standard error
    3  a deployment could not be reached
    4  undecided: a question exceeded its budget of steps, or a required input is missing; nothing was changed
  130  interrupted by a signal, such as Ctrl-C";
