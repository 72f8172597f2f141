//! `listPreviewDeployKeys`

use super::view::to_deploy_key;
use crate::api::deploy_keys::{ListPreviewDeployKeys, PreviewDeployKeys};
use crate::embedded::records::{ProjectRow, TokenKind, tokens_of_owner};
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for ListPreviewDeployKeys {
    type Subject = ProjectRow;

    fn find(&self, call: &RequestContext<'_>) -> Result<ProjectRow> {
        call.project(self.project_id)
    }

    // No integration manages keys here, so `includeManaged` adds none.
    fn run(self, project: ProjectRow, call: &mut RequestContext<'_>) -> Result<PreviewDeployKeys> {
        let keys = tokens_of_owner(call.tx, TokenKind::Preview(project.id), call.member())?;
        Ok(PreviewDeployKeys { items: keys.into_iter().map(to_deploy_key).collect() })
    }
}
