//! `reportPushCompleted`

use crate::api::pushes::{ReportPushCompleted, ReportedPush};
use crate::embedded::behaviour::Behaviour;
use crate::embedded::call::Call;
use crate::embedded::subject::Deployed;
use crate::error::Result;

impl Behaviour for ReportPushCompleted {
    type Subject = Deployed;

    const WRITES: bool = false;

    fn find(&self, call: &Call<'_>) -> Result<Deployed> {
        call.target()
    }

    /// Nobody measures here.
    fn run(self, _: Deployed, _: &mut Call<'_>) -> Result<ReportedPush> {
        Ok(ReportedPush {})
    }
}
