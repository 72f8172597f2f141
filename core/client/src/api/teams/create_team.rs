//! `createTeam`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, ManagedBy, Operation};
use crate::model::{MemberId, Region, TeamId};

/// Creates a team with the caller as its first member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct CreateTeam {
    /// Default region for the team's deployments.
    pub default_region: Region,
    /// Name.
    pub name: String,
}

impl Operation for CreateTeam {
    type Response = TeamDetails;

    const CONTRACT: Contract = Contract::management("createTeam", "POST /teams/create_team")
        .accepts(Credential::OF_MEMBERS)
        .succeeds_with(201);
}

/// A team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct TeamDetails {
    /// Team ID.
    pub id: TeamId,
    /// Name.
    pub name: String,
    /// Slug.
    pub slug: String,
    /// Member who created it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub creator: Option<MemberId>,
    /// `true` if the team is suspended.
    pub suspended: bool,
    /// Referral code of the team.
    pub referral_code: String,
    /// Team that referred this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referred_by: Option<TeamId>,
    /// Integration that manages it, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub managed_by: Option<ManagedBy>,
    /// Default region for the team's deployments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_region: Option<Region>,
    /// Login ID for single sign-on, if enabled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sso_login_id: Option<String>,
    /// URL at the integration that manages the team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub managed_by_url: Option<String>,
}
