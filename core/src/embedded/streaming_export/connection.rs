//! `testStreamingExportConnection`

use super::check_plan;
use crate::api::streaming_export::TestStreamingExportConnection;
use crate::embedded::behaviour::Behaviour;
use crate::embedded::call::Call;
use crate::embedded::subject::Deployed;
use crate::error::Result;

impl Behaviour for TestStreamingExportConnection {
    type Subject = Deployed;

    fn find(&self, call: &Call<'_>) -> Result<Deployed> {
        call.target()
    }

    fn run(self, deployment: Deployed, call: &mut Call<'_>) -> Result<()> {
        check_plan(call, &deployment)
    }
}
