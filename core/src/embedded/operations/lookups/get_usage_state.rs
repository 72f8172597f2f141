//! `getUsageState`

use crate::api::lookups::{GetUsageState, UsageState, UsageStateKind};
use crate::api::response;
use crate::embedded::records::TeamRow;
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;

impl Handler for GetUsageState {
    type Subject = TeamRow;

    find_by!(team_id);

    // No usage occurs here.
    fn run(self, _: TeamRow, _: &mut RequestContext<'_>) -> Result<UsageState> {
        Ok(response!(UsageState { usage_state: UsageStateKind::Default }))
    }
}
