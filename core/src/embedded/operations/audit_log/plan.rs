//! Plans with audit logs.

use crate::embedded::records::TeamRow;
use crate::embedded::refusals::not_in_plan;
use crate::error::Result;

/// Checks that the team's plan includes audit logs.
pub(super) fn check_plan(team: &TeamRow) -> Result<()> {
    if team.plan.has_audit_log() { Ok(()) } else { Err(not_in_plan("the audit log", team.plan)) }
}
