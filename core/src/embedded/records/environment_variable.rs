//! Environment variables of deployments.

use std::collections::BTreeMap;

use rusqlite::Transaction;

use crate::embedded::addresses::Addresses;
use crate::embedded::records::DeploymentRow;
use crate::error::Result;
use crate::model::DeploymentId;

/// Returns the user-defined variables of a deployment.
pub(in crate::embedded) fn all(tx: &Transaction<'_>, deployment: DeploymentId) -> Result<BTreeMap<String, String>> {
    let mut statement = tx.prepare_cached(
        "SELECT name, unseal(value, 'env/' || deployment_id || '/' || name) FROM env WHERE deployment_id = ?1",
    )?;
    let variables = statement.query_map([deployment], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(variables.collect::<rusqlite::Result<_>>()?)
}

/// Adds the variables that Convex sets itself, which functions see too.
pub(in crate::embedded) fn with_own(
    variables: &BTreeMap<String, String>,
    row: &DeploymentRow,
    addresses: &dyn Addresses,
) -> BTreeMap<String, String> {
    let own = [
        ("CONVEX_CLOUD_URL", row.canonical_cloud_url.clone(), addresses.in_list(&row.name, &row.region)),
        ("CONVEX_SITE_URL", row.canonical_site_url.clone(), addresses.of_site(&row.name, &row.region)),
    ];
    let own = own.map(|(name, canonical, url)| (name.to_owned(), canonical.unwrap_or(url)));
    variables.clone().into_iter().chain(own).collect()
}
