//! `plan`: the deploys that lead to a change safely.

use super::CheckRequest;
use super::check::{Inputs, read_inputs};
use crate::cancel::Cancel;
use crate::error::Result;
use crate::plan::{self, Plan};

/// Finds the deploys that lead to a change without breaking data, clients or scheduled calls.
///
/// # Errors
/// As [`check`](super::check).
pub fn plan(request: &CheckRequest, cancel: &Cancel) -> Result<Plan> {
    let Inputs { baseline, candidate, evidence, options } = read_inputs(request, cancel)?;
    Ok(plan::plan(&baseline, &candidate, &evidence, &options))
}
