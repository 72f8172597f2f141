//! The arguments of the guards before a push, and of the backup.

use crate::error::{Error, Result};
use crate::release::DeployGuards;

/// Environment variables of Convex's command with the size of a large table.
const CREATION: &str = "CONVEX_MIN_DOCUMENTS_FOR_INDEX_BACKFILL_WARNING";
const REMOVAL: &str = "CONVEX_MIN_DOCUMENTS_FOR_INDEX_DELETE_WARNING";

/// Allows changes that hold a deploy up, and backs the deployment up before them.
#[derive(Debug, clap::Args)]
pub(super) struct GuardArgs {
    /// Creates and removes indexes of tables with 100,000 documents or more
    #[arg(long, help_heading = "Guards")]
    skip_large_indexes_check: bool,

    /// Removes indexes of tables with 100,000 documents or more
    #[arg(long, hide = true)]
    allow_deleting_large_indexes: bool,

    /// Discards staged validators that are validating or have validated their documents
    #[arg(long, help_heading = "Guards")]
    allow_unstaging_schema: bool,

    /// Backs the deployment up before the push: in the cloud with a member's token, or else as a zip export that is kept on the
    /// deployment until it expires
    #[arg(long, help_heading = "Guards")]
    pub(super) backup: bool,
}

impl GuardArgs {
    /// Returns the options of the guards.
    pub(super) fn options(&self) -> Result<DeployGuards> {
        let mut guards = DeployGuards {
            allow_index_creation: self.skip_large_indexes_check,
            allow_index_removal: self.skip_large_indexes_check || self.allow_deleting_large_indexes,
            allow_unstaging: self.allow_unstaging_schema,
            ..DeployGuards::default()
        };
        for (name, size) in
            [(CREATION, &mut guards.large_from_on_creation), (REMOVAL, &mut guards.large_from_on_removal)]
        {
            if let Some(text) = std::env::var(name).ok().filter(|text| !text.is_empty()) {
                *size = text.parse().map_err(|_| {
                    Error::invalid_input(format!("invalid {name}: not a number"))
                        .help("set it to a number of documents, or unset it")
                })?;
            }
        }
        Ok(guards)
    }
}
