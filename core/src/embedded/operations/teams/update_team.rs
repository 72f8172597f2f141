//! `updateTeam`

use serde_json::json;

use crate::api::Change;
use crate::api::audit_log::TeamAuditAction;
use crate::api::teams::UpdateTeam;
use crate::embedded::operations::deployments::check_region;
use crate::embedded::records::TeamRow;
use crate::embedded::refusals::{bad_request, conflict};
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;
use crate::model::{Region, slug};

impl Handler for UpdateTeam {
    type Subject = TeamRow;

    find_by!(team_id);

    fn run(self, team: TeamRow, call: &mut RequestContext<'_>) -> Result<()> {
        let name = self.name.as_deref().map(|name| slug::check_name("team", name)).transpose()?;
        if let Some(slug) = &self.slug {
            check_slug(call, &team, slug)?;
        }
        let region = match self.default_region {
            Change::Keep => team.default_region,
            Change::Clear => Region::UsEast1,
            Change::Set(region) => {
                check_region(&region)?;
                region
            }
        };
        let slug = self.slug.unwrap_or(team.slug);
        call.tx
            .prepare_cached("UPDATE teams SET name = coalesce(?2, name), slug = ?3, default_region = ?4 WHERE id = ?1")?
            .execute((team.id, name, &slug, region.as_str()))?;
        let metadata = json!({ "name": name, "slug": slug, "defaultRegion": region });
        call.note(team.id, &TeamAuditAction::TeamUpdate, &metadata)
    }
}

fn check_slug(call: &RequestContext<'_>, team: &TeamRow, slug: &str) -> Result<()> {
    slug::check(slug)?;
    if slug.parse::<u64>().is_ok() {
        return Err(bad_request("InvalidSlug", "invalid slug: a number would be mistaken for an ID"));
    }
    match TeamRow::by_slug(call.tx, slug)? {
        Some(holder) if holder.id != team.id => {
            Err(conflict("TeamSlugTaken", format!("the slug `{slug}` is already in use by another team")))
        }
        _ => Ok(()),
    }
}
