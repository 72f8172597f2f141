//! Exact inclusion: checks if every value of one validator is a value of another, and finds a counterexample if not.
//!
//! The check searches for a value in A that is in none of B1…Bn, kind by kind. Scalars are decided directly. Arrays are
//! decided element by element: some element must escape each alternative, and elements are independent. Objects and
//! records are decided together (see [`objects`]), since one value must escape both. Every answer "no" contains a value
//! that the plain validator has confirmed on both sides.

mod escape;
mod fresh;
mod members;
mod objects;
mod plain;
mod search;
mod tables;

pub(super) use escape::KINDS;
pub(super) use plain::{is_field_plainly_in, is_plainly_in};
pub(super) use tables::{add_table_numbers, number_tables_beside};
pub use tables::{complete, number_tables};

use crate::schema::Validator;
use crate::schema::check::{Checker, Reader};
use crate::value::{Tables, Value};
use search::{OutOfSteps, Search};

/// Answer to an inclusion question.
#[derive(Clone, Debug, PartialEq)]
pub enum Inclusion {
    /// Every value of the first is a value of the second.
    Yes,
    /// This value of the first is not a value of the second.
    No(Value),
    /// The steps ran out, or the answer depends on a type that this version does not know.
    Undecided,
}

/// Checks if `b` accepts every value that `a` accepts; `reader` defines how `b` treats unknown fields.
///
/// Limits of size, depth and count are ignored. `tables` numbers the tables whose ids the validators name; tables
/// without a number get one (see [`complete_tables`](crate::compat::complete_tables)), of which no literal is an id.
/// `budget` counts steps, never time.
///
/// ```
/// use convex_ops::compat::{DEFAULT_BUDGET, Inclusion, subset};
/// use convex_ops::schema::{Validator, check::Reader};
/// use convex_ops::value::{Tables, Value};
///
/// let one_or_two = Validator::parse(r#"{"type": "union", "value": [{"type": "literal", "value": 1}, {"type": "literal", "value": 2}]}"#)?;
/// let number = Validator::Float64;
/// let ask = |a, b| subset(a, b, Reader::Closed, &Tables::default(), DEFAULT_BUDGET);
/// assert_eq!(ask(&one_or_two, &number), Inclusion::Yes);
/// assert_eq!(ask(&number, &one_or_two), Inclusion::No(Value::Float64(0.0)));
/// # Ok::<(), convex_ops::Error>(())
/// ```
#[must_use]
pub fn subset(a: &Validator, b: &Validator, reader: Reader, tables: &Tables, budget: u64) -> Inclusion {
    let tables = complete(tables, [a, b]);
    let mut search = Search {
        checker: Checker::new(&tables, reader),
        tables: &tables,
        reader,
        fuel: budget,
        depends_on_unknown: false,
    };
    match search.escape(&[a], &[b]) {
        Ok(None) if search.depends_on_unknown => Inclusion::Undecided,
        Ok(None) => Inclusion::Yes,
        Ok(Some(witness)) => {
            let allowed = Checker::new(&tables, Reader::Closed).accepts(a, &witness);
            let confirmed = allowed && !search.checker.accepts(b, &witness);
            debug_assert!(confirmed, "witness {witness:?} for {a} in {b}");
            if confirmed { Inclusion::No(witness) } else { Inclusion::Undecided }
        }
        Err(OutOfSteps) => Inclusion::Undecided,
    }
}
