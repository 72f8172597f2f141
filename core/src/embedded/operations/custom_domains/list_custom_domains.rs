//! `listCustomDomains`

use crate::api::custom_domains::{CustomDomain, CustomDomainList, ListCustomDomains};
use crate::api::response;
use crate::embedded::access::Deployed;
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;
use crate::model::RequestDestination;

impl Handler for ListCustomDomains {
    type Subject = Deployed;

    find_by!(deployment_name);

    // No domain is ever verified here, since that requires a DNS query.
    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<CustomDomainList> {
        let sql =
            "SELECT domain, destination, create_time FROM custom_domains WHERE deployment_id = ?1 ORDER BY domain";
        let mut statement = call.tx.prepare_cached(sql)?;
        let domains = statement.query_map([deployment.row.id], |row| {
            Ok(response!(CustomDomain {
                domain: row.get(0)?,
                request_destination: RequestDestination::from(row.get_ref(1)?.as_str()?),
                creation_time: row.get(2)?,
                deployment_name: deployment.row.name.clone(),
                verification_time: None,
            }))
        })?;
        Ok(response!(CustomDomainList { domains: domains.collect::<rusqlite::Result<_>>()? }))
    }
}
