//! The admins of a team.

use crate::embedded::refusals::conflict;
use crate::embedded::runtime::RequestContext;
use crate::error::Result;
use crate::model::TeamId;

/// Checks that the team has an admin after a change. `change` names it, in the imperative.
///
/// Assumed for roles; Convex's dashboard prevents that the last admin leaves.
pub(super) fn check_admin_left(call: &RequestContext<'_>, team: TeamId, change: &str) -> Result<()> {
    let mut statement = call.tx.prepare_cached("SELECT 1 FROM memberships WHERE team_id = ?1 AND role = 'admin'")?;
    if statement.exists([team])? {
        return Ok(());
    }
    Err(conflict("LastAdmin", format!("cannot {change} the team's last admin"))
        .help("make another member an admin first"))
}
