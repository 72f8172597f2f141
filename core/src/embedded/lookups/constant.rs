//! Answers that are always the same here: nothing is to be agreed to, nothing is spent, nothing was used.

use serde_json::Value;

use crate::api::lookups::{
    CheckAuthorization, CheckOptIns, GetSpendingLimits, GetUsageState, OptIns, QueryUsage, SpendingLimits, UsageState,
    UsageStateKind,
};
use crate::embedded::rows::TeamRow;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::embedded::subject::Me;
use crate::error::Result;

impl Handler for CheckAuthorization {
    type Subject = Me;

    fn find(&self, _: &RequestContext<'_>) -> Result<Me> {
        Ok(Me)
    }

    fn run(self, _: Me, _: &mut RequestContext<'_>) -> Result<()> {
        Ok(())
    }
}

impl Handler for CheckOptIns {
    type Subject = Me;

    const WRITES: bool = false;

    fn find(&self, _: &RequestContext<'_>) -> Result<Me> {
        Ok(Me)
    }

    fn run(self, _: Me, _: &mut RequestContext<'_>) -> Result<OptIns> {
        Ok(OptIns { opt_ins_to_accept: Vec::new() })
    }
}

impl Handler for GetSpendingLimits {
    type Subject = TeamRow;

    fn find(&self, call: &RequestContext<'_>) -> Result<TeamRow> {
        call.team(self.team_id)
    }

    fn run(self, _: TeamRow, _: &mut RequestContext<'_>) -> Result<SpendingLimits> {
        Ok(SpendingLimits { disable_threshold_cents: None, state: None })
    }
}

impl Handler for GetUsageState {
    type Subject = TeamRow;

    fn find(&self, call: &RequestContext<'_>) -> Result<TeamRow> {
        call.team(self.team_id)
    }

    fn run(self, _: TeamRow, _: &mut RequestContext<'_>) -> Result<UsageState> {
        Ok(UsageState { usage_state: UsageStateKind::Default })
    }
}

impl Handler for QueryUsage {
    type Subject = TeamRow;

    fn find(&self, call: &RequestContext<'_>) -> Result<TeamRow> {
        call.team(self.team_id)
    }

    fn run(self, _: TeamRow, _: &mut RequestContext<'_>) -> Result<Vec<Value>> {
        Ok(Vec::new())
    }
}
