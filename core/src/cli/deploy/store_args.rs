//! The release store.

use std::path::PathBuf;

use clap::ValueHint;

use crate::release::ReleaseStore;

const VARIABLE: &str = "CONVEX_OPS_RELEASES";
const FOLDER: &str = ".convex-ops/releases";

/// Names the release store.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct StoreArgs {
    /// Folder with the releases and their artifacts [default: CONVEX_OPS_RELEASES, or .convex-ops/releases]
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath, help_heading = "Releases", global = true)]
    releases: Option<PathBuf>,
}

impl StoreArgs {
    pub(super) fn open(&self) -> ReleaseStore {
        let named = std::env::var_os(VARIABLE).filter(|folder| !folder.is_empty()).map(PathBuf::from);
        ReleaseStore::folder(self.releases.clone().or(named).unwrap_or_else(|| FOLDER.into()))
    }
}
