//! `listPreviewDeployKeys`

use super::view::to_deploy_key;
use crate::api::deploy_keys::{ListPreviewDeployKeys, PreviewDeployKeys};
use crate::api::response;
use crate::embedded::records::{ProjectRow, TokenKind, tokens_of_owner};
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;

impl Handler for ListPreviewDeployKeys {
    type Subject = ProjectRow;

    find_by!(project_id);

    // No integration manages keys here, so `includeManaged` adds none.
    fn run(self, project: ProjectRow, call: &mut RequestContext<'_>) -> Result<PreviewDeployKeys> {
        let keys = tokens_of_owner(call.tx, TokenKind::Preview(project.id), call.member())?;
        Ok(response!(PreviewDeployKeys { items: keys.into_iter().map(to_deploy_key).collect() }))
    }
}
