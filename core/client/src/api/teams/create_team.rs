//! `createTeam`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, ManagedBy, Operation};
use crate::model::{MemberId, Region, TeamId};

/// Creates a team, with the caller as its first member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CreateTeam {
    /// Where its deployments are hosted, unless another region is asked for.
    pub default_region: Region,
    /// The name.
    pub name: String,
}

impl Operation for CreateTeam {
    type Response = Team;

    const CONTRACT: Contract = Contract::management("createTeam", "POST /teams/create_team")
        .accepts(Credential::OF_MEMBERS)
        .succeeds_with(201);
}

/// A team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Team {
    /// Names the team.
    pub id: TeamId,
    /// The name.
    pub name: String,
    /// The short form of the name.
    pub slug: String,
    /// The member who created it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub creator: Option<MemberId>,
    /// Whether it is suspended.
    pub suspended: bool,
    /// Its code for referrals.
    pub referral_code: String,
    /// The team that referred it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referred_by: Option<TeamId>,
    /// The integration that manages it, where one does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub managed_by: Option<ManagedBy>,
    /// Where its deployments are hosted, unless another region is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_region: Option<Region>,
    /// By what its members sign in, where it has single sign-on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sso_login_id: Option<String>,
    /// Where the integration that manages it does so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub managed_by_url: Option<String>,
}
