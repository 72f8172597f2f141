//! Options for opening an app.

use std::path::PathBuf;

use super::bundler::Bundler;
use crate::analysis::{EvaluationOptions, Isolation};
use crate::cancel::Cancel;
use crate::surface::OWN_SITE;

/// The value of `CONVEX_CLOUD_URL` when an app is evaluated without a deployment.
const OWN_CLOUD: &str = "https://deployment.convex.cloud";

/// How `"use node"` modules are evaluated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum NodeModules {
    /// In QuickJS, with stand-ins for the packages that are not bundled.
    #[default]
    StandIns,
    /// In Node, with the packages that are installed, without a network and with few files. Their code runs with the rights
    /// of this user otherwise, so it must be trusted. The program must call
    /// [`run_node_process`](crate::analysis::run_node_process) with its last argument when started with these arguments.
    Run {
        /// The program.
        program: PathBuf,
        /// Its first arguments.
        args: Vec<String>,
    },
}

/// Options for bundling and evaluating an app.
#[derive(Clone, Debug, Default)]
pub struct ProjectOptions {
    /// The bundler of its modules.
    pub bundler: Bundler,
    /// Options of the evaluation.
    pub analysis: EvaluationOptions,
    /// How its `"use node"` modules are evaluated.
    pub node_modules: NodeModules,
    /// True if the app may be a stranger's. Node modules then never run, and an app is refused if the operating system cannot
    /// confine its bundler.
    pub untrusted: bool,
    /// Isolation of the evaluation.
    pub isolation: Isolation,
    /// Cancels the bundling.
    pub cancel: Cancel,
    /// Folder for evaluations, which are found again if the app, its packages and the tools are unchanged. `None` evaluates
    /// each time.
    pub cache: Option<PathBuf>,
}

impl ProjectOptions {
    /// Returns the options of the evaluation, with the variables that Convex sets for each deployment.
    pub(super) fn of_evaluation(&self) -> EvaluationOptions {
        analysis_with_addresses(self.analysis.clone())
    }
}

/// Adds the variables that Convex sets for each deployment.
pub(crate) fn analysis_with_addresses(mut options: EvaluationOptions) -> EvaluationOptions {
    for (name, address) in [("CONVEX_CLOUD_URL", OWN_CLOUD), ("CONVEX_SITE_URL", OWN_SITE)] {
        options.environment.entry(name.to_owned()).or_insert_with(|| address.to_owned());
    }
    options
}
