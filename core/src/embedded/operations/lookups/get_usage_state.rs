//! `getUsageState`

use crate::api::lookups::{GetUsageState, UsageState, UsageStateKind};
use crate::embedded::records::TeamRow;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for GetUsageState {
    type Subject = TeamRow;

    fn find(&self, call: &RequestContext<'_>) -> Result<TeamRow> {
        call.team(self.team_id)
    }

    // No usage occurs here.
    fn run(self, _: TeamRow, _: &mut RequestContext<'_>) -> Result<UsageState> {
        Ok(UsageState { usage_state: UsageStateKind::Default })
    }
}
