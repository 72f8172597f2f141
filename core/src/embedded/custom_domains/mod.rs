//! What the operations on custom domains do.

mod domain;

use serde_json::json;

use super::refusals::{bad_request, conflict, not_found, not_in_plan};
use super::rows::to_sql;
use super::runtime::Handler;
use super::runtime::RequestContext;
use super::store::is_taken;
use super::subject::Deployed;
use crate::api::audit_log::TeamAuditAction;
use crate::api::custom_domains::{
    CreateCustomDomain, CustomDomain, CustomDomains, DeleteCustomDomain, ListCustomDomains,
};
use crate::error::Result;
use crate::model::{RequestDestination, TeamId};

impl Handler for CreateCustomDomain {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.deployment(&self.deployment_name)
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<()> {
        let row = &deployment.row;
        let team = call.team(TeamId(row.team_id))?;
        if !team.plan.has_custom_domains() {
            return Err(not_in_plan("custom domains", team.plan));
        }
        let domain = domain::check(&self.domain)?;
        if !self.request_destination.is_known() {
            return Err(bad_request("InvalidRequestDestination", "`requestDestination` has an unknown value"));
        }
        let inserted = call
            .tx
            .prepare_cached(
                "INSERT INTO custom_domains (domain, deployment_id, destination, create_time) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute((&domain, to_sql(row.id), self.request_destination.as_str(), call.now));
        match inserted {
            Ok(_) => {}
            Err(error) if is_taken(&error) => {
                return Err(conflict("CustomDomainTaken", format!("`{domain}` is the domain of a deployment already")));
            }
            Err(error) => return Err(error.into()),
        }
        let metadata = json!({ "domain": domain, "deploymentName": row.name });
        call.note(row.team_id, &TeamAuditAction::DeploymentCustomDomainCreate, &metadata)
    }
}

impl Handler for DeleteCustomDomain {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.deployment(&self.deployment_name)
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<()> {
        let row = &deployment.row;
        let removed = call
            .tx
            .prepare_cached("DELETE FROM custom_domains WHERE domain = ?1 AND deployment_id = ?2 AND destination = ?3")?
            .execute((&self.domain, to_sql(row.id), self.request_destination.as_str()))?;
        if removed == 0 {
            return Err(not_found("CustomDomainNotFound", "custom domain", &self.domain));
        }
        let metadata = json!({ "domain": self.domain, "deploymentName": row.name });
        call.note(row.team_id, &TeamAuditAction::DeploymentCustomDomainDelete, &metadata)
    }
}

impl Handler for ListCustomDomains {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.deployment(&self.deployment_name)
    }

    // No domain is ever verified here: that takes a look at the domain's DNS records.
    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<CustomDomains> {
        let sql =
            "SELECT domain, destination, create_time FROM custom_domains WHERE deployment_id = ?1 ORDER BY domain";
        let mut statement = call.tx.prepare_cached(sql)?;
        let domains = statement.query_map([to_sql(deployment.row.id)], |row| {
            Ok(CustomDomain {
                domain: row.get(0)?,
                request_destination: RequestDestination::from(row.get_ref(1)?.as_str()?),
                creation_time: row.get(2)?,
                deployment_name: deployment.row.name.clone(),
                verification_time: None,
            })
        })?;
        Ok(CustomDomains { domains: domains.collect::<rusqlite::Result<_>>()? })
    }
}
