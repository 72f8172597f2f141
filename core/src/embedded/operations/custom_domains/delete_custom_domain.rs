//! `deleteCustomDomain`

use serde_json::json;

use crate::api::audit_log::TeamAuditAction;
use crate::api::custom_domains::DeleteCustomDomain;
use crate::embedded::access::Deployed;
use crate::embedded::refusals::not_found;
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;

impl Handler for DeleteCustomDomain {
    type Subject = Deployed;

    find_by!(deployment_name);

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<()> {
        let row = &deployment.row;
        let removed = call
            .tx
            .prepare_cached("DELETE FROM custom_domains WHERE domain = ?1 AND deployment_id = ?2 AND destination = ?3")?
            .execute((&self.domain, row.id, self.request_destination.as_str()))?;
        if removed == 0 {
            return Err(not_found("CustomDomainNotFound", "custom domain", &self.domain));
        }
        let metadata = json!({ "domain": self.domain, "deploymentName": row.name });
        call.note(row.team_id, &TeamAuditAction::DeploymentCustomDomainDelete, &metadata)
    }
}
