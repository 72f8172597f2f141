//! `runFunction`

use super::run::{FunctionCall, run};
use crate::api::Operation;
use crate::api::functions::{FunctionResult, RunFunction};
use crate::embedded::runtime::{Steps, StepsHandler, in_steps};
use crate::error::Result;

in_steps!(RunFunction);

impl StepsHandler for RunFunction {
    fn run(self, steps: &Steps<'_>) -> Result<FunctionResult> {
        let component = self.component_path.as_deref().unwrap_or_default();
        let function = FunctionCall { path: &self.path, component, kind: None, arguments: &self.args };
        run(steps, &Self::CONTRACT, &function, self.format.as_deref())
    }
}
