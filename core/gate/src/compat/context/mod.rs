//! What a check is told, and what is known of the deployment.

mod evidence;
mod options;
mod scheduled;

pub use evidence::Evidence;
pub use options::{DEFAULT_BUDGET, Options};
pub use scheduled::{CallState, ScheduledCall};

use crate::schema::Validator;
use crate::value::Tables;

/// What all pairs of one check share.
#[derive(Debug)]
pub struct Context<'a> {
    /// What the check was told.
    pub options: &'a Options,
    /// What is known of the deployment.
    pub evidence: &'a Evidence,
    /// The table numbers that witnesses use.
    pub tables: &'a Tables,
}

impl Context<'_> {
    /// The table numbers that tell whether stored values fit a validator. Ids of tables whose numbers the evidence does
    /// not hold can't be told apart, and pass.
    #[must_use]
    pub fn stored_tables(&self, component: &str, validator: &Validator) -> Tables {
        let data = self.evidence.data.as_ref().and_then(|data| data.components.get(component));
        let mut tables = data.map(|data| data.table_numbers.clone()).unwrap_or_default();
        validator.tables().into_iter().for_each(|name| tables.unnumbered(name.clone()));
        tables
    }
}
