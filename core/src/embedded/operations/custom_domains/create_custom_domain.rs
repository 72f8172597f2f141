//! `createCustomDomain`

use serde_json::json;

use crate::api::audit_log::TeamAuditAction;
use crate::api::custom_domains::CreateCustomDomain;
use crate::embedded::access::Deployed;
use crate::embedded::refusals::{bad_request, conflict, not_in_plan};
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::embedded::store::is_taken;
use crate::error::Result;

impl Handler for CreateCustomDomain {
    type Subject = Deployed;

    find_by!(deployment_name);

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<()> {
        let row = &deployment.row;
        let team = call.team(row.team_id)?;
        if !team.plan.has_custom_domains() {
            return Err(not_in_plan("custom domains", team.plan));
        }
        let domain = check_domain(&self.domain)?;
        if !self.request_destination.is_known() {
            return Err(bad_request("InvalidRequestDestination", "unknown `requestDestination`"));
        }
        let inserted = call
            .tx
            .prepare_cached(
                "INSERT INTO custom_domains (domain, deployment_id, destination, create_time) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute((&domain, row.id, self.request_destination.as_str(), call.now));
        match inserted {
            Ok(_) => {}
            Err(error) if is_taken(&error) => {
                return Err(conflict("CustomDomainTaken", format!("the domain `{domain}` is already in use")));
            }
            Err(error) => return Err(error.into()),
        }
        let metadata = json!({ "domain": domain, "deploymentName": row.name });
        call.note(row.team_id, &TeamAuditAction::DeploymentCustomDomainCreate, &metadata)
    }
}

/// Checks a domain and converts it to lower case: at least two labels of letters, digits and inner `-`, at most 253
/// characters.
fn check_domain(text: &str) -> Result<String> {
    let domain = text.trim().to_ascii_lowercase();
    let labels: Vec<_> = domain.split('.').collect();
    // Convex's own domains are reserved.
    let of_convex =
        ["convex.cloud", "convex.site"].iter().any(|own| domain == *own || domain.ends_with(&format!(".{own}")));
    let is_address = labels.last().is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_digit()));
    if domain.len() > 253 || labels.len() < 2 || of_convex || is_address || !labels.iter().all(|label| is_label(label))
    {
        let shown: String = text.chars().take(253).collect();
        return Err(bad_request("InvalidCustomDomain", format!("invalid domain `{shown}`"))
            .help("use the domain only, such as `api.example.com`"));
    }
    Ok(domain)
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::check_domain;

    #[test]
    fn domain_is_normalized_or_rejected() {
        assert_eq!(check_domain(" API.Example.com ").unwrap(), "api.example.com");
        for text in [
            "",
            "localhost",
            "https://example.com",
            "example.com/",
            "a..b",
            "-a.com",
            "a-.com",
            "127.0.0.1",
            "x.convex.cloud",
            "convex.site",
            "a b.com",
            &format!("{}.com", "x".repeat(64)),
        ] {
            check_domain(text).unwrap_err();
        }
        check_domain("notconvex.site").unwrap();
    }
}
