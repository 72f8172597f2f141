//! `plan`: the deploys that lead to a change safely.

use super::CheckRequest;
use super::check::{Inputs, read_inputs};
use crate::cancel::Cancel;
use crate::error::{Error, Result};
use crate::plan::{self, Plan};

/// Finds the deploys that lead to a change without breaking data, clients or scheduled calls.
///
/// # Errors
/// As [`check`](super::check); `InvalidInput` if there are earlier versions.
pub fn plan(request: &CheckRequest, cancel: &Cancel) -> Result<Plan> {
    if !request.earlier.is_empty() {
        let error = Error::invalid_input("cannot plan for several versions at once").at_path(".earlier");
        return Err(error.help("plan from the live version"));
    }
    let Inputs { baseline, candidate, evidence, options } = read_inputs(request, cancel)?;
    Ok(plan::plan(&baseline, &candidate, &evidence, &options))
}
