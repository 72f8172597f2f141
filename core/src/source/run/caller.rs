//! The work of all, done by the caller alone.

use super::reading::Shared;
use super::worker::{self, Checked};
use crate::error::Result;

/// Checks all tables on the thread of the caller.
pub(super) fn work(
    shared: &Shared<'_>,
    _threads: Option<usize>,
    hear: &mut dyn FnMut(Checked) -> Result<()>,
) -> Result<()> {
    let mut outcome = Ok(());
    worker::work(shared, &mut |checked| {
        outcome = hear(checked);
        outcome.is_ok()
    });
    outcome
}
