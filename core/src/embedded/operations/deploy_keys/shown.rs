//! A key as the API shows it.

use crate::api::deploy_keys::DeployKey;
use crate::embedded::records::KeptToken;
use crate::model::Action;

/// A key as the API shows it.
pub(super) fn shown(token: KeptToken) -> DeployKey {
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
