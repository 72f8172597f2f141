//! `listUsageLimits`

use serde::{Deserialize, Serialize};

use super::UsageLimit;
use crate::api::{Contract, Operation};
use crate::model::Action;

/// Lists the usage limits of a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct ListUsageLimits {}

impl Operation for ListUsageLimits {
    type Response = UsageLimitList;

    const CONTRACT: Contract =
        Contract::deployment("listUsageLimits", "GET /list_usage_limits").needs(&[Action::DeploymentUsageLimitsView]);
}

/// Usage limits of a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct UsageLimitList {
    /// Usage limits.
    pub usage_limits: Vec<UsageLimit>,
}
