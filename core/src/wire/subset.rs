//! `subset`: decides if one validator accepts every value of another.

use serde::{Deserialize, Serialize};

use crate::compat::{self, DEFAULT_BUDGET, Inclusion};
use crate::schema::Validator;
use crate::schema::check::Reader;
use crate::value::{Tables, to_encoded};

/// The request of `subset`: two validators to compare.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct SubsetRequest {
    /// The validator whose values are tested, as exported by Convex.
    #[cfg_attr(feature = "typegen", schemars(with = "super::typegen::ValidatorJson"))]
    pub a: Validator,
    /// The validator that must accept them, as exported by Convex.
    #[cfg_attr(feature = "typegen", schemars(with = "super::typegen::ValidatorJson"))]
    pub b: Validator,
    /// Treatment of unknown object fields by `b`.
    #[serde(default)]
    pub reader: Reader,
    /// The numbers of the tables. Missing numbers are assigned as in a new deployment.
    #[serde(default)]
    pub tables: Tables,
    /// Maximum number of steps before the answer is `undecided`.
    #[serde(default = "default_budget")]
    pub budget: u64,
}

fn default_budget() -> u64 {
    DEFAULT_BUDGET
}

/// The answer of `subset`, with a counterexample if `b` does not accept every value of `a`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SubsetAnswer {
    /// The answer.
    pub answer: SubsetDecision,
    /// For `no`: a value of `a` that `b` refuses, in encoded JSON. (It may be `null`.)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub witness: Option<serde_json::Value>,
    /// For `no`: the numbers of the validators' tables, to interpret ids in the witness.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tables: Option<Tables>,
}

/// The possible answers of `subset`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum SubsetDecision {
    /// `b` accepts every value of `a`.
    Yes,
    /// `b` refuses the witness, which is a value of `a`.
    No,
    /// The budget of steps was exceeded.
    Undecided,
}

/// Decides if one validator accepts every value of another.
#[must_use]
pub fn subset(request: &SubsetRequest) -> SubsetAnswer {
    let SubsetRequest { a, b, reader, tables, budget } = request;
    let plain = |answer| SubsetAnswer { answer, witness: None, tables: None };
    match compat::subset(a, b, *reader, tables, *budget) {
        Inclusion::Yes => plain(SubsetDecision::Yes),
        Inclusion::Undecided => plain(SubsetDecision::Undecided),
        Inclusion::No(witness) => SubsetAnswer {
            answer: SubsetDecision::No,
            witness: Some(to_encoded(&witness)),
            tables: Some(named_tables(request)).filter(|tables| !tables.is_empty()),
        },
    }
}

/// Returns the validators' tables with the numbers used in the witness.
fn named_tables(SubsetRequest { a, b, tables, .. }: &SubsetRequest) -> Tables {
    let complete = compat::complete_tables(tables, [a, b]);
    let named = a.tables().into_iter().chain(b.tables());
    named.filter_map(|name| Some((name.clone(), complete.number(name)?))).collect()
}
