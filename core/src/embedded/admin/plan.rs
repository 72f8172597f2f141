//! Plans of teams.

use serde_json::json;

use super::admin::Admin;
use crate::api::audit_log::TeamAuditAction;
use crate::embedded::audit::note_as_system;
use crate::embedded::refusals::no_team;
use crate::error::Result;
use crate::model::{TeamId, TeamPlan};

impl Admin<'_> {
    /// Changes the plan of a team. Resources beyond the new plan's limits are kept.
    ///
    /// # Errors
    /// `NotFound` if the team does not exist.
    pub fn set_plan(&self, team: TeamId, plan: TeamPlan) -> Result<()> {
        self.runtime.with_time(true, |tx, now| {
            let sql = "UPDATE teams SET plan = ?2 WHERE id = ?1";
            if tx.prepare_cached(sql)?.execute((team, plan.as_str()))? == 0 {
                return Err(no_team(team));
            }
            note_as_system(
                tx,
                team,
                &TeamAuditAction::BillingSubscriptionChangePlan,
                &json!({ "plan": plan.as_str() }),
                now,
            )
        })
    }
}
