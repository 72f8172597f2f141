//! `listDeployKeys`

use super::view::to_deploy_key;
use crate::api::deploy_keys::{DeployKeyDetails, ListDeployKeys};
use crate::embedded::access::Deployed;
use crate::embedded::records::{TokenKind, tokens_of_owner};
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;

impl Handler for ListDeployKeys {
    type Subject = Deployed;

    find_by!(deployment_name);

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<Vec<DeployKeyDetails>> {
        Ok(tokens_of_owner(call.tx, TokenKind::Deploy(deployment.row.id), call.member())?
            .into_iter()
            .map(to_deploy_key)
            .collect())
    }
}
