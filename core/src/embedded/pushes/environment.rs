//! The environment variables that an app's modules see when they are evaluated.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::embedded::rows::to_sql;
use crate::embedded::runtime::RequestContext;
use crate::embedded::subject::Deployed;
use crate::error::Result;
use crate::keys::{Secret, hex};

/// What people have set.
pub(in crate::embedded) fn variables(call: &RequestContext<'_>, deployment: u64) -> Result<BTreeMap<String, String>> {
    let mut statement = call.tx.prepare_cached("SELECT name, value FROM env WHERE deployment_id = ?1")?;
    let variables = statement.query_map([to_sql(deployment)], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(variables.collect::<rusqlite::Result<_>>()?)
}

/// The same with what Convex sets itself.
pub(in crate::embedded) fn seen(
    call: &RequestContext<'_>,
    deployment: &Deployed,
    variables: &BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    let row = &deployment.row;
    let own = [
        ("CONVEX_CLOUD_URL", row.canonical_cloud_url.clone(), call.addresses.in_list(&row.name, &row.region)),
        ("CONVEX_SITE_URL", row.canonical_site_url.clone(), call.addresses.of_site(&row.name, &row.region)),
    ];
    let own = own.map(|(name, canonical, url)| (name.to_owned(), canonical.unwrap_or(url)));
    variables.clone().into_iter().chain(own).collect()
}

/// Tells whether variables have changed, without keeping their values.
pub(in crate::embedded) fn sha256(variables: &BTreeMap<String, String>) -> String {
    let mut hash = Sha256::new();
    for text in variables.iter().flat_map(|(name, value)| [name, value]) {
        hash.update(text.len().to_le_bytes());
        hash.update(text);
    }
    hex::encode(&hash.finalize())
}

/// As they are answered.
pub(in crate::embedded) fn secrets(variables: BTreeMap<String, String>) -> BTreeMap<String, Secret> {
    variables.into_iter().map(|(name, value)| (name, Secret::new(value))).collect()
}
