//! Deploy keys and preview deploy keys.

mod create_deploy_key;
mod create_preview_deploy_key;
mod delete_deploy_key;
mod delete_preview_deploy_key;
mod list_deploy_keys;
mod list_preview_deploy_keys;

pub use create_deploy_key::{CreateDeployKey, CreatedDeployKey};
pub use create_preview_deploy_key::{CreatePreviewDeployKey, CreatedPreviewDeployKey};
pub use delete_deploy_key::DeleteDeployKey;
pub use delete_preview_deploy_key::DeletePreviewDeployKey;
pub use list_deploy_keys::ListDeployKeys;
pub use list_preview_deploy_keys::{ListPreviewDeployKeys, PreviewDeployKeys};

use serde::{Deserialize, Serialize};

use crate::api::ManagedBy;
use crate::model::{AccessTokenId, Action, MemberId, Timestamp};

/// A deploy key, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DeployKeyDetails {
    /// Token ID.
    pub id: AccessTokenId,
    /// Name of the key.
    pub name: String,
    /// Creation time.
    pub creation_time: Timestamp,
    /// Last use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_time: Option<Timestamp>,
    /// Expiration time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// Member who created it, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub creator: Option<MemberId>,
    /// Integration that manages it, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub managed_by: Option<ManagedBy>,
    /// Permissions of the key.
    pub allowed_actions: Vec<Action>,
}
