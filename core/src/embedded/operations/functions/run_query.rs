//! `runQuery`

use super::run::{Asked, run};
use crate::api::Operation;
use crate::api::functions::{FunctionResult, RunQuery};
use crate::embedded::runtime::{Steps, StepsHandler, in_steps};
use crate::error::Result;

in_steps!(RunQuery);

impl StepsHandler for RunQuery {
    fn run(self, steps: &Steps<'_>) -> Result<FunctionResult> {
        let asked = Asked { path: &self.path, component: "", arguments: &self.args };
        run(steps, &Self::CONTRACT, &asked, self.format.as_deref())
    }
}
