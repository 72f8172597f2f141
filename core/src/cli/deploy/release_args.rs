//! The arguments that all commands share that change deployments.

use super::environment;
use super::gate_args::GateArgs;
use super::guard_args::GuardArgs;
use super::output::OutputArgs;
use super::store_args::StoreArgs;
use crate::cli::deployment::{Chosen, confirm};
use crate::cli::exit::Exit;
use crate::cli::project::AppArgs;
use crate::error::Result;
use crate::handles::{ChangeKind, DeploymentHandle};
use crate::release::{Deploy, GateOptions};
use crate::threads::runtime;

/// Selects the gate, the guards, the release store and the output, and confirms the change.
#[derive(Debug, clap::Args)]
pub(super) struct ReleaseArgs {
    /// Confirms the change of a production deployment, by its name; repeat it for several
    #[arg(long, value_name = "NAME", help_heading = "Deployment")]
    pub(super) confirm: Vec<String>,

    /// Checks only: leaves no trace on the deployment
    #[arg(long)]
    pub(super) dry_run: bool,

    #[command(flatten)]
    pub(super) gate: GateArgs,

    #[command(flatten)]
    pub(super) guard: GuardArgs,

    #[command(flatten)]
    pub(super) store: StoreArgs,

    #[command(flatten)]
    pub(super) output: OutputArgs,

    #[command(flatten)]
    pub(super) apps: AppArgs,
}

impl ReleaseArgs {
    /// Returns the handle of a deployment, confirmed by these names if it is to be changed.
    pub(super) fn handle(&self, chosen: &Chosen, names: &[String], change: ChangeKind) -> Result<DeploymentHandle> {
        if self.dry_run { Ok(chosen.handle().clone()) } else { confirm(chosen, names, change) }
    }

    /// Returns the handle that backs the deployment up, if that is asked for.
    pub(super) fn backup_handle(&self, chosen: &Chosen) -> Option<DeploymentHandle> {
        let is_made = self.guard.backup && !self.dry_run;
        if self.guard.backup && self.dry_run {
            self.output.say("would back the deployment up before the push");
        }
        is_made.then(|| chosen.backup_handle())
    }

    /// Runs a deploy to a deployment, or its dry run, and prints the result.
    pub(super) fn run(&self, name: &str, deploy: Deploy, gate: GateOptions, print_url: bool) -> Result<Exit> {
        let deploy = deploy.gate(gate).guards(self.guard.options()?);
        let mut deploy = deploy.store(self.store.open()).on_event(self.output.events());
        if let Some(author) = environment::author() {
            deploy = deploy.author(author);
        }
        let fail_on = self.gate.fail_on.0;
        if self.dry_run {
            return self.output.dry_run(name, runtime().block_on(deploy.dry_run().into_future())?, fail_on);
        }
        self.output.deployed(name, runtime().block_on(deploy.into_future()), fail_on, print_url)
    }
}
