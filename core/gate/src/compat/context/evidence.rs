//! What is known of a deployment besides its surface.

use std::collections::BTreeSet;

use super::ScheduledCall;
use crate::compat::data::DataEvidence;

/// What is known of the deployment that the candidate goes to. What is absent was not looked at.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// What the candidate's schema says to the stored documents.
    pub data: Option<DataEvidence>,
    /// Every scheduled call of the root component that has not finished.
    pub scheduled: Option<Vec<ScheduledCall>>,
    /// The names of the environment variables that are set.
    pub environment_variables: Option<BTreeSet<String>>,
}
