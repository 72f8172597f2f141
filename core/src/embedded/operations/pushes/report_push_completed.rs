//! `reportPushCompleted`

use crate::api::pushes::{ReportPushCompleted, ReportedPush};
use crate::api::response;
use crate::embedded::access::Deployed;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for ReportPushCompleted {
    type Subject = Deployed;

    const WRITES: bool = false;

    /// Accepts the client's measurements and discards them.
    fn run(self, _: Deployed, _: &mut RequestContext<'_>) -> Result<ReportedPush> {
        Ok(response!(ReportedPush {}))
    }
}
