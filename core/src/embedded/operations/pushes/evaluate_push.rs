//! `evaluatePush`

use super::evaluate::{EvaluatedApp, evaluate};
use super::schema_change::{name_schemas, schema_change};
use crate::api::Operation;
use crate::api::pushes::{EvaluatePush, EvaluatedPush};
use crate::api::response;
use crate::embedded::records::app::App;
use crate::embedded::runtime::{Steps, StepsHandler, in_steps};
use crate::error::Result;

in_steps!(EvaluatePush);

impl StepsHandler for EvaluatePush {
    fn run(self, steps: &Steps<'_>) -> Result<EvaluatedPush> {
        let EvaluatedApp { app, .. } = evaluate(steps, self.request, &Self::CONTRACT)?;
        steps.transaction(false, |call| {
            let deployment = call.admit(&Self::CONTRACT)?;
            let live = App::live(call.tx, deployment.row.id)?;
            Ok(response!(EvaluatedPush { schema_change: schema_change(live.as_ref(), &app, name_schemas(&app)?)? }))
        })
    }
}
