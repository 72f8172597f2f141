//! API view of deploy keys.

use crate::api::deploy_keys::DeployKey;
use crate::embedded::records::StoredToken;
use crate::model::Action;

/// Converts a stored key to the API's form.
pub(super) fn to_deploy_key(token: StoredToken) -> DeployKey {
    DeployKey {
        id: token.id,
        name: token.name,
        creation_time: token.create_time,
        last_used_time: token.last_used_time,
        expires_at: token.expires_at,
        creator: token.creator,
        managed_by: None,
        allowed_actions: token.actions.unwrap_or_else(|| Action::OF_DEPLOY_KEYS.to_vec()),
    }
}
