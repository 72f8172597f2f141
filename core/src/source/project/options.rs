//! Options for opening an app.

use std::path::PathBuf;

use super::bundler::Bundler;
use crate::analysis::{EvaluationOptions, Isolation};
use crate::cancel::Cancel;
use crate::surface::OWN_SITE;

/// The value of `CONVEX_CLOUD_URL` when an app is evaluated without a deployment.
const OWN_CLOUD: &str = "https://deployment.convex.cloud";

/// Options for bundling and evaluating an app.
#[derive(Clone, Debug, Default)]
pub struct ProjectOptions {
    /// The bundler of its modules.
    pub bundler: Bundler,
    /// Options of the evaluation.
    pub analysis: EvaluationOptions,
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
        let mut options = self.analysis.clone();
        for (name, address) in [("CONVEX_CLOUD_URL", OWN_CLOUD), ("CONVEX_SITE_URL", OWN_SITE)] {
            options.environment.entry(name.to_owned()).or_insert_with(|| address.to_owned());
        }
        options
    }
}
