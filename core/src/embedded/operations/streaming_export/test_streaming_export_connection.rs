//! `testStreamingExportConnection`

use super::plan::check_plan;
use crate::api::streaming_export::TestStreamingExportConnection;
use crate::embedded::access::Deployed;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for TestStreamingExportConnection {
    type Subject = Deployed;

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<()> {
        check_plan(call, &deployment)
    }
}
