//! API view of deploy keys.

use crate::api::deploy_keys::DeployKeyDetails;
use crate::api::response;
use crate::embedded::records::StoredToken;
use crate::model::{Action, Timestamp};

/// Converts a stored key to the API's form.
pub(super) fn to_deploy_key(token: StoredToken) -> DeployKeyDetails {
    response!(DeployKeyDetails {
        id: token.id,
        name: token.name,
        creation_time: Timestamp::from_millis(token.create_time),
        last_used_time: token.last_used_time.map(Timestamp::from_millis),
        expires_at: token.expires_at.map(Timestamp::from_millis),
        creator: token.creator,
        managed_by: None,
        allowed_actions: token.actions.unwrap_or_else(|| Action::OF_DEPLOY_KEYS.to_vec()),
    })
}
