//! Creation of teams.

use rusqlite::Transaction;

use super::ids::RowId;
use super::team::TeamRow;
use crate::api::response;
use crate::api::teams::TeamDetails;
use crate::embedded::context::Context;
use crate::error::Result;
use crate::keys::hex;
use crate::model::{MemberId, Region, TeamId, TeamPlan, slug};

/// A team to be created.
pub(in crate::embedded) struct NewTeam<'a> {
    pub(in crate::embedded) name: &'a str,
    pub(in crate::embedded) region: &'a Region,
    pub(in crate::embedded) creator: MemberId,
    pub(in crate::embedded) now: i64,
}

/// Creates a team with its creator as admin. New teams have the free plan.
pub(in crate::embedded) fn insert_team(
    tx: &Transaction<'_>,
    context: &Context,
    new: &NewTeam<'_>,
) -> Result<TeamDetails> {
    let name = slug::check_name("team", new.name)?;
    let wanted = slug::from_name(name, "team");
    let mut attempt = 0;
    let slug = loop {
        let slug = slug::numbered(&wanted, attempt);
        // A numeric slug would be mistaken for an ID.
        let is_id = slug.parse::<u64>().is_ok();
        if !is_id && TeamRow::by_slug(tx, &slug)?.is_none() {
            break slug;
        }
        attempt += 1;
    };
    let referral_code = hex::encode(&context.random.bytes::<8>()?);
    tx.prepare_cached(
        "INSERT INTO teams (name, slug, creator, plan, default_region, referral_code, create_time) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute((name, &slug, new.creator, TeamPlan::Free.as_str(), new.region.as_str(), &referral_code, new.now))?;
    let id = TeamId::last_inserted(tx);
    tx.prepare_cached("INSERT INTO memberships (team_id, member_id, role) VALUES (?1, ?2, 'admin')")?
        .execute((id, new.creator))?;
    Ok(response!(TeamDetails {
        id,
        name: name.to_owned(),
        slug,
        creator: Some(new.creator),
        suspended: false,
        referral_code,
        referred_by: None,
        managed_by: None,
        default_region: Some(new.region.clone()),
        sso_login_id: None,
        managed_by_url: None,
    }))
}
