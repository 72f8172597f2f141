//! `deleteTeam`

use crate::api::teams::DeleteTeam;
use crate::embedded::records::TeamRow;
use crate::embedded::refusals::conflict;
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;

impl Handler for DeleteTeam {
    type Subject = TeamRow;

    find_by!(team_id);

    // The conditions are those of Convex's dashboard; the codes are assumed.
    fn run(self, team: TeamRow, call: &mut RequestContext<'_>) -> Result<()> {
        let me = call.member();
        if exists(call, "SELECT 1 FROM projects WHERE team_id = ?1", [team.id])? {
            return Err(conflict("TeamHasProjects", "cannot delete a team with projects")
                .help("delete its projects, or transfer them to another team"));
        }
        if exists(call, "SELECT 1 FROM memberships WHERE team_id = ?1 AND member_id IS NOT ?2", (team.id, me))? {
            return Err(conflict("TeamHasMembers", "cannot delete a team with other members")
                .help("remove its other members first"));
        }
        if !exists(call, "SELECT 1 FROM memberships WHERE team_id <> ?1 AND member_id = ?2", (team.id, me))? {
            return Err(conflict("LastTeam", "cannot delete the caller's last team").help("create another team first"));
        }
        // The store also deletes its members, invitations, roles, tokens and audit log.
        call.tx.prepare_cached("DELETE FROM teams WHERE id = ?1")?.execute([team.id])?;
        Ok(())
    }
}

fn exists(call: &RequestContext<'_>, sql: &str, parameters: impl rusqlite::Params) -> Result<bool> {
    Ok(call.tx.prepare_cached(sql)?.exists(parameters)?)
}
