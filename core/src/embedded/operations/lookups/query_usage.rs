//! `queryUsage`

use serde_json::Value;

use crate::api::lookups::QueryUsage;
use crate::embedded::records::TeamRow;
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;

impl Handler for QueryUsage {
    type Subject = TeamRow;

    find_by!(team_id);

    // No usage occurs here.
    fn run(self, _: TeamRow, _: &mut RequestContext<'_>) -> Result<Vec<Value>> {
        Ok(Vec::new())
    }
}
