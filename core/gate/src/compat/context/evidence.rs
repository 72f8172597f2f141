//! Evidence: facts about a deployment besides its surface.

use std::collections::BTreeSet;

use super::{ScheduledCall, SecretValues};
use crate::compat::data::DataEvidence;
use crate::compat::usage::UsageEvidence;

/// Facts about the deployment that the candidate is deployed to. Absent parts were not inspected.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// Result of checking the stored documents against the candidate's schema.
    pub data: Option<DataEvidence>,
    /// Every unfinished scheduled call of the root component.
    pub scheduled: Option<Vec<ScheduledCall>>,
    /// Calls of functions, as logs have them.
    pub usage: Option<UsageEvidence>,
    /// Names of the environment variables that are set.
    pub environment_variables: Option<BTreeSet<String>>,
    /// Values of environment variables, which are secrets: no report contains them.
    pub environment_values: Option<SecretValues>,
}
