//! `runMutation`

use super::run::{FunctionCall, run};
use crate::api::Operation;
use crate::api::functions::{FunctionResult, RunMutation};
use crate::embedded::runtime::{Steps, StepsHandler, in_steps};
use crate::error::Result;
use crate::surface::FunctionKind;

in_steps!(RunMutation);

impl StepsHandler for RunMutation {
    fn run(self, steps: &Steps<'_>) -> Result<FunctionResult> {
        let function =
            FunctionCall { path: &self.path, component: "", kind: Some(FunctionKind::Mutation), arguments: &self.args };
        run(steps, &Self::CONTRACT, &function, self.format.as_deref())
    }
}
