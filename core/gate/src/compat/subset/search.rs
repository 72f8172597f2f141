//! Search for a value, with a limited number of steps.

use crate::schema::check::{Checker, Reader};
use crate::value::Tables;

#[derive(Debug)]
pub(super) struct OutOfSteps;

pub(super) type Answer<T> = Result<T, OutOfSteps>;

pub(super) struct Search<'t> {
    pub(super) checker: Checker<'t>,
    pub(super) tables: &'t Tables,
    pub(super) reader: Reader,
    pub(super) fuel: u64,
}

impl Search<'_> {
    /// Uses up some steps, if enough are left.
    pub(super) fn steps(&mut self, count: usize) -> Answer<()> {
        self.fuel = self.fuel.checked_sub(count as u64).ok_or(OutOfSteps)?;
        Ok(())
    }
}
