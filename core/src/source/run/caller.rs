//! Checks tables without threads.

use super::reading::Shared;
use super::worker::{self, CheckedBlock};
use crate::error::Result;

/// Checks all tables on the caller's thread.
pub(super) fn work(
    shared: &Shared<'_>,
    _threads: Option<usize>,
    on_checked: &mut dyn FnMut(CheckedBlock) -> Result<()>,
) -> Result<()> {
    let mut outcome = Ok(());
    worker::work(shared, &mut |checked| {
        outcome = on_checked(checked);
        outcome.is_ok()
    });
    outcome
}
