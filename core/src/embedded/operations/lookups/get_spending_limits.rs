//! `getSpendingLimits`

use crate::api::lookups::{GetSpendingLimits, SpendingLimits};
use crate::api::response;
use crate::embedded::records::TeamRow;
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;

impl Handler for GetSpendingLimits {
    type Subject = TeamRow;

    find_by!(team_id);

    // No money is spent here.
    fn run(self, _: TeamRow, _: &mut RequestContext<'_>) -> Result<SpendingLimits> {
        Ok(response!(SpendingLimits { disable_threshold_cents: None, state: None }))
    }
}
