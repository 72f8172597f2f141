//! `runQuery`

use super::run::{FunctionCall, run};
use crate::api::Operation;
use crate::api::functions::{FunctionResult, RunQuery};
use crate::embedded::runtime::{Steps, StepsHandler, in_steps};
use crate::error::Result;
use crate::surface::FunctionKind;

in_steps!(RunQuery);

impl StepsHandler for RunQuery {
    fn run(self, steps: &Steps<'_>) -> Result<FunctionResult> {
        let function = FunctionCall {
            path: &self.path,
            component: self.component_path.as_deref().unwrap_or_default(),
            kind: Some(FunctionKind::Query),
            arguments: &self.args,
        };
        run(steps, &Self::CONTRACT, &function, self.format.as_deref())
    }
}
