//! What is known of a deployment besides its surface.

use std::collections::BTreeSet;

use super::ScheduledCall;

/// What is known of the deployment that the candidate goes to. What is absent was not looked at.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// Every scheduled call that has not finished.
    pub scheduled: Option<Vec<ScheduledCall>>,
    /// The names of the environment variables that are set.
    pub environment_variables: Option<BTreeSet<String>>,
}
