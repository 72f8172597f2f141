//! Search for a value, with a limited number of steps.

use crate::schema::Validator;
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
    /// True if a value was found that only an unknown type may accept, or could not be found because of one: without a
    /// witness, the answer is not certain.
    pub(super) depends_on_unknown: bool,
}

impl Search<'_> {
    /// Checks if the keys of a record accept a key. Notes if that is uncertain.
    pub(super) fn accepts_key(&mut self, keys: &Validator, key: &str) -> bool {
        self.depends_on_unknown |= !keys.unknown_types().is_empty();
        self.checker.accepts_key(keys, key)
    }

    /// Uses up some steps, if enough are left.
    pub(super) fn steps(&mut self, count: usize) -> Answer<()> {
        self.fuel = self.fuel.checked_sub(count as u64).ok_or(OutOfSteps)?;
        Ok(())
    }
}
