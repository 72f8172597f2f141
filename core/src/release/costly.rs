//! Changes that hold a deploy up for long, or that cost as much to take back.

use std::fmt;

use serde::Serialize;

/// A change that a guard found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "change")]
#[non_exhaustive]
pub enum CostlyChange {
    /// An index is created on a large table, or enabled before it is built.
    IndexCreated {
        /// Path of the component.
        component: String,
        /// Table and index: `messages.by_author`.
        index: String,
        /// Number of documents in the table.
        documents: u64,
    },
    /// An index of a large table is removed.
    IndexRemoved {
        /// Path of the component.
        component: String,
        /// Table and index: `messages.by_author`.
        index: String,
        /// Number of documents in the table.
        documents: u64,
    },
    /// A staged validator is removed or replaced, and its validation is lost.
    ValidatorUnstaged {
        /// Path of the component.
        component: String,
        /// Table.
        table: String,
        /// `true` if all documents were validated.
        is_validated: bool,
    },
}

impl fmt::Display for CostlyChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = |component: &str| if component.is_empty() { String::new() } else { format!("{component}/") };
        match self {
            Self::IndexCreated { component, index, documents } => {
                write!(f, "creates index {}{index} on {documents} documents", place(component))
            }
            Self::IndexRemoved { component, index, documents } => {
                write!(f, "removes index {}{index} of {documents} documents", place(component))
            }
            Self::ValidatorUnstaged { component, table, is_validated } => {
                let state = if *is_validated { "validated" } else { "validating" };
                write!(f, "discards the staged validator of {}{table}, which is {state}", place(component))
            }
        }
    }
}

impl CostlyChange {
    /// Returns the flag that allows it.
    pub(super) fn flag(&self) -> &'static str {
        match self {
            Self::IndexCreated { .. } | Self::IndexRemoved { .. } => "--skip-large-indexes-check",
            Self::ValidatorUnstaged { .. } => "--allow-unstaging-schema",
        }
    }
}
