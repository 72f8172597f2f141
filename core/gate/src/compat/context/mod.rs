//! Inputs of a check: options and evidence.

mod evidence;
mod options;
mod requirement;
mod scheduled;
mod secret_values;

pub use evidence::Evidence;
pub use options::{DEFAULT_BUDGET, Options};
pub use requirement::Requirement;
pub use scheduled::{CallState, ScheduledCall};
pub use secret_values::SecretValues;

use crate::schema::Validator;
use crate::value::Tables;

/// Context that all pairs of one check share.
#[derive(Debug)]
pub struct Context<'a> {
    /// Options of the check.
    pub options: &'a Options,
    /// Facts about the deployment.
    pub evidence: &'a Evidence,
    /// Table numbers used by witnesses.
    pub tables: &'a Tables,
}

impl Context<'_> {
    /// Returns the table numbers for checking stored values against a validator. Ids of tables without a number in the
    /// evidence are indistinguishable, and pass.
    #[must_use]
    pub fn stored_tables(&self, component: &str, validator: &Validator) -> Tables {
        let data = self.evidence.data.as_ref().and_then(|data| data.components.get(component));
        let mut tables = data.map(|data| data.table_numbers.clone()).unwrap_or_default();
        validator.tables().into_iter().for_each(|name| tables.unnumbered(name.clone()));
        tables
    }
}
