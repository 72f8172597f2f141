//! `runAction`

use super::run::{FunctionCall, run};
use crate::api::Operation;
use crate::api::functions::{FunctionResult, RunAction};
use crate::embedded::runtime::{Steps, StepsHandler, in_steps};
use crate::error::Result;
use crate::surface::FunctionKind;

in_steps!(RunAction);

impl StepsHandler for RunAction {
    fn run(self, steps: &Steps<'_>) -> Result<FunctionResult> {
        let function =
            FunctionCall { path: &self.path, component: "", kind: Some(FunctionKind::Action), arguments: &self.args };
        run(steps, &Self::CONTRACT, &function, self.format.as_deref())
    }
}
