//! The release store.

use std::path::PathBuf;

use clap::ValueHint;

use crate::handles::ReleaseLocation;
use crate::release::ReleaseStore;

/// Names the release store.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct StoreArgs {
    /// Folder with the releases and their artifacts [default: CONVEX_OPS_RELEASES, or .convex-ops/releases]
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath, help_heading = "Releases", global = true)]
    releases: Option<PathBuf>,
}

impl StoreArgs {
    pub(in crate::cli) fn open(&self) -> ReleaseStore {
        ReleaseStore::at(&self.releases.clone().map_or_else(ReleaseLocation::default, ReleaseLocation::folder))
    }
}
