//! `waitForSchema`

use super::app::Begun;
use crate::api::pushes::{Nothing, SchemaStatus, WaitForSchema};
use crate::embedded::behaviour::Behaviour;
use crate::embedded::call::Call;
use crate::embedded::subject::Deployed;
use crate::error::Result;

impl Behaviour for WaitForSchema {
    type Subject = Deployed;

    const WRITES: bool = false;

    fn find(&self, call: &Call<'_>) -> Result<Deployed> {
        call.target()
    }

    /// There are no documents yet: every schema matches at once, unless another push has taken its place.
    fn run(self, deployment: Deployed, call: &mut Call<'_>) -> Result<SchemaStatus> {
        let Some(id) = self.schema_change.push_id else { return Ok(SchemaStatus::Complete(Nothing {})) };
        let is_pending = Begun::is_pending(call.tx, deployment.row.id, &id)?;
        Ok(if is_pending { SchemaStatus::Complete(Nothing {}) } else { SchemaStatus::RaceDetected(Nothing {}) })
    }
}
