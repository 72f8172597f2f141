//! The live deployment as the baseline of a check.

use std::collections::BTreeSet;

use super::deployment::{Chosen, TargetArgs, choose};
use crate::cancel::Cancel;
use crate::compat::Evidence;
use crate::compat::data::DataEvidence;
use crate::compat::report::NotChecked;
use crate::deployment_selection::Command;
use crate::error::Result;
use crate::live::{DocumentOptions, Live, read_live};
use crate::source::DataProgress;
use crate::surface::Surface;
use crate::threads::runtime;

/// A deployment that was read.
pub(super) struct Baseline {
    chosen: Chosen,
    live: Live,
}

/// Chooses a deployment and reads it.
pub(super) fn read(args: &TargetArgs) -> Result<Baseline> {
    runtime().block_on(async {
        let chosen = choose(args, Command::Other, false).await?;
        let live = read_live(&chosen.handle().connection()).await?;
        Ok(Baseline { chosen, live })
    })
}

impl Baseline {
    /// Returns the name for reports.
    pub(super) fn name(&self) -> &str {
        if self.chosen.name.is_empty() { &self.chosen.url } else { &self.chosen.name }
    }

    /// Reads the documents and checks them against the schemas of the candidate.
    pub(super) fn documents(
        &self,
        candidate: &Surface,
        cancel: &Cancel,
        progress: &mut (dyn FnMut(DataProgress<'_>) -> Result<()> + Send),
    ) -> Result<DataEvidence> {
        let options = DocumentOptions { cancel: cancel.clone(), ..DocumentOptions::default() };
        let connection = self.chosen.handle().connection();
        runtime().block_on(self.live.check_documents(&connection, candidate, &options, progress))
    }

    /// Returns the names of the environment variables that are set, if they could be read.
    pub(super) fn variables(&self) -> Option<&BTreeSet<String>> {
        self.live.environment_variables.as_ref()
    }

    /// Returns the evidence of a check.
    pub(super) fn evidence(&self, data: Option<DataEvidence>) -> Evidence {
        self.live.evidence(data)
    }

    /// Returns the surface, and the parts that could not be read.
    pub(super) fn into_parts(self) -> (Surface, Vec<NotChecked>) {
        (self.live.surface, self.live.not_read)
    }
}
