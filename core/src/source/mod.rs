//! Opens the inputs of a check: documents and scheduled calls in memory, and with the feature `source` also export zips,
//! folders, files and standard input.
//!
//! ```
//! # #[cfg(feature = "source")] {
//! use std::collections::BTreeMap;
//!
//! use convex_ops::schema::Schema;
//! use convex_ops::source::{DataOptions, check_data, open_data};
//!
//! let folder = tempfile::tempdir().unwrap();
//! let users = folder.path().join("users");
//! std::fs::create_dir(&users).unwrap();
//! std::fs::write(users.join("documents.jsonl"), "{\"name\": \"Ada\"}\n").unwrap();
//!
//! let schema = Schema::parse(r#"{"schemaValidation": true, "tables": [{"tableName": "users", "indexes": [],
//!     "documentType": {"type": "object", "value": {"age": {"fieldType": {"type": "number"}, "optional": false}}}}]}"#)?;
//! let mut data = open_data(users.join("documents.jsonl").to_str().unwrap(), &DataOptions::default())?;
//! let found = check_data(&mut data, &BTreeMap::from([(String::new(), &schema)]), &mut |_| Ok(()))?;
//! assert_eq!(found.table("", "users").unwrap().refused, 1);
//! # }
//! # Ok::<(), convex_ops::Error>(())
//! ```

mod data;
#[cfg_attr(not(feature = "source"), path = "duplicate_ids_disabled.rs")]
mod duplicate_ids;
#[cfg(feature = "source")]
mod folder;
mod input;
mod memory;
mod numbers;
#[cfg(feature = "source")]
mod open;
mod plan;
#[cfg(all(feature = "source", feature = "eval"))]
mod project;
#[cfg(feature = "source")]
mod rehearsal;
mod run;
mod scheduled;
mod shard;
#[cfg(feature = "source")]
mod stream;
#[cfg(any(feature = "cli", all(feature = "source", feature = "eval")))]
mod text;

#[cfg(any(feature = "source", feature = "embedded"))]
pub use crate::archive::ArchiveLimits;
pub use data::{DataProgress, check_data, check_data_part};
pub use input::DataSource;
pub use memory::{TableText, data_in_memory};
#[cfg(feature = "source")]
pub use open::{DataOptions, open_data, open_data_stream};
#[cfg(all(feature = "source", feature = "eval", any(feature = "client", feature = "embedded")))]
pub(crate) use project::analysis_with_addresses;
#[cfg(all(feature = "cli", feature = "eval"))]
pub(crate) use project::clean_up;
#[cfg(all(feature = "source", feature = "eval"))]
pub use project::{
    Bundler, Commit, NodeModules, Opened, ProjectOptions, list_commits, list_tags, open_analysis, open_artifact,
    open_surface, open_surface_file, suggest_edits,
};
#[cfg(feature = "source")]
pub use rehearsal::{MigratedTable, RefusedGroup, RefusedTable, Rehearsal, RehearsedStep, Unmigrated, rehearse};
pub use scheduled::ScheduledCalls;
#[cfg(feature = "source")]
pub use scheduled::{open_scheduled, read_scheduled};
pub use shard::Shard;
#[cfg(feature = "cli")]
pub(crate) use text::read_text;
