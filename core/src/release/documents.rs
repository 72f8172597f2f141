//! The stored documents that a gate checks.

use crate::compat::data::DataEvidence;

/// Stored documents for the gate.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub enum Documents {
    /// Those of the deployment, read as they are checked.
    #[default]
    Live,
    /// None. Changes that depend on documents are reported as such.
    None,
    /// Those of an export, already checked against the artifact.
    Checked(Box<DataEvidence>),
}
