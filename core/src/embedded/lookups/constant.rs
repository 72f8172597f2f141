//! Answers that are always the same here: nothing is to be agreed to, nothing is spent, nothing was used.

use serde_json::Value;

use crate::api::lookups::{
    CheckAuthorization, CheckOptIns, GetSpendingLimits, GetUsageState, OptIns, QueryUsage, SpendingLimits, UsageState,
    UsageStateKind,
};
use crate::embedded::behaviour::Behaviour;
use crate::embedded::call::Call;
use crate::embedded::rows::TeamRow;
use crate::embedded::subject::Me;
use crate::error::Result;

impl Behaviour for CheckAuthorization {
    type Subject = Me;

    fn find(&self, _: &Call<'_>) -> Result<Me> {
        Ok(Me)
    }

    fn run(self, _: Me, _: &mut Call<'_>) -> Result<()> {
        Ok(())
    }
}

impl Behaviour for CheckOptIns {
    type Subject = Me;

    const WRITES: bool = false;

    fn find(&self, _: &Call<'_>) -> Result<Me> {
        Ok(Me)
    }

    fn run(self, _: Me, _: &mut Call<'_>) -> Result<OptIns> {
        Ok(OptIns { opt_ins_to_accept: Vec::new() })
    }
}

impl Behaviour for GetSpendingLimits {
    type Subject = TeamRow;

    fn find(&self, call: &Call<'_>) -> Result<TeamRow> {
        call.team(self.team_id)
    }

    fn run(self, _: TeamRow, _: &mut Call<'_>) -> Result<SpendingLimits> {
        Ok(SpendingLimits { disable_threshold_cents: None, state: None })
    }
}

impl Behaviour for GetUsageState {
    type Subject = TeamRow;

    fn find(&self, call: &Call<'_>) -> Result<TeamRow> {
        call.team(self.team_id)
    }

    fn run(self, _: TeamRow, _: &mut Call<'_>) -> Result<UsageState> {
        Ok(UsageState { usage_state: UsageStateKind::Default })
    }
}

impl Behaviour for QueryUsage {
    type Subject = TeamRow;

    fn find(&self, call: &Call<'_>) -> Result<TeamRow> {
        call.team(self.team_id)
    }

    fn run(self, _: TeamRow, _: &mut Call<'_>) -> Result<Vec<Value>> {
        Ok(Vec::new())
    }
}
