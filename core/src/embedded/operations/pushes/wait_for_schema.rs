//! `waitForSchema`

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use rusqlite::Transaction;

use crate::api::Operation;
use crate::api::pushes::{FailedSchema, Nothing, PendingComponent, PendingSchema, SchemaStatus, WaitForSchema};
use crate::api::response;
use crate::embedded::records::push::{PushRow, SchemaIds};
use crate::embedded::records::schema::{self, SchemaRow, State, Verdict};
use crate::embedded::runtime::{Steps, StepsHandler, in_steps};
use crate::error::Result;
use crate::model::DeploymentId;

/// Default time limit for reading documents. Source: Convex's own.
const TIMEOUT_MS: u32 = 10_000;

in_steps!(WaitForSchema);

impl StepsHandler for WaitForSchema {
    /// Validates documents until all are read, one does not match, or the time limit is reached. The next call
    /// continues from there.
    fn run(self, steps: &Steps<'_>) -> Result<SchemaStatus> {
        let until = Instant::now() + Duration::from_millis(self.timeout_ms.unwrap_or(TIMEOUT_MS).into());
        let Self { schema_change, .. } = self;
        let verdicts = steps.transaction(false, |call| {
            let deployment = call.admit(&Self::CONTRACT)?.row.id;
            let Some(id) = &schema_change.push_id else { return Ok(None) };
            let Some(ids) = PushRow::schema_ids(call.tx, deployment, id)? else { return Ok(Some(Vec::new())) };
            verdicts(call.tx, deployment, &ids, &mut || Instant::now() < until && !steps.stop.is_cancelled()).map(Some)
        })?;
        // A dry-run push validated the documents when it started.
        let Some(verdicts) = verdicts else {
            return Ok(schema_change
                .failure
                .map_or(SchemaStatus::Complete(response!(Nothing {})), SchemaStatus::Failed));
        };
        steps.transaction(!verdicts.is_empty(), |call| {
            let deployment = call.admit(&Self::CONTRACT)?.row.id;
            for (id, verdict) in &verdicts {
                match verdict {
                    Verdict::Valid => schema::note_valid(call.tx, id)?,
                    Verdict::Refused(refused) => schema::fail(call.tx, id, refused)?,
                    Verdict::Stopped(table, document) => schema::note_stop(call.tx, id, table, document)?,
                }
            }
            let id = schema_change.push_id.as_deref().unwrap_or_default();
            let Some(ids) = PushRow::schema_ids(call.tx, deployment, id)? else {
                return Ok(SchemaStatus::RaceDetected(response!(Nothing {})));
            };
            status(call.tx, deployment, &ids)
        })
    }
}

/// Validates documents against the pending schemas.
fn verdicts(
    tx: &Transaction<'_>,
    deployment: DeploymentId,
    ids: &SchemaIds,
    goes_on: &mut dyn FnMut() -> bool,
) -> Result<Vec<(String, Verdict)>> {
    let mut verdicts = Vec::new();
    for id in ids.values().flatten() {
        let row = SchemaRow::by_id(tx, deployment, id)?;
        let Some(row) = row.filter(|row| row.state == State::Pending) else { continue };
        let verdict = schema::validate(tx, deployment, &row, goes_on)?;
        let ends = verdict != Verdict::Valid;
        verdicts.push((row.id, verdict));
        if ends {
            break;
        }
    }
    Ok(verdicts)
}

/// Returns the progress of the schemas. Indexes need no backfill here.
fn status(tx: &Transaction<'_>, deployment: DeploymentId, ids: &SchemaIds) -> Result<SchemaStatus> {
    let mut components = BTreeMap::new();
    let mut is_complete = true;
    for (component, id) in ids {
        let Some(id) = id else { continue };
        let state = SchemaRow::by_id(tx, deployment, id)?.map_or(State::Overwritten, |row| row.state);
        let schema_validation_complete = match state {
            State::Overwritten => return Ok(SchemaStatus::RaceDetected(response!(Nothing {}))),
            State::Failed { error, table } => {
                let failed = response!(FailedSchema { error, component_path: component.clone(), table_name: table });
                return Ok(SchemaStatus::Failed(failed));
            }
            State::Pending => false,
            State::Validated | State::Active => true,
        };
        is_complete &= schema_validation_complete;
        let pending = response!(PendingComponent { schema_validation_complete, indexes_complete: 0, indexes_total: 0 });
        components.insert(component.clone(), pending);
    }
    let in_progress = SchemaStatus::InProgress(response!(PendingSchema { components }));
    Ok(if is_complete { SchemaStatus::Complete(response!(Nothing {})) } else { in_progress })
}
