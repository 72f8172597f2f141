//! `subset`: whether every value of one validator is a value of another.

use serde::{Deserialize, Serialize};

use crate::compat::{self, DEFAULT_BUDGET, Inclusion};
use crate::schema::Validator;
use crate::schema::check::Reader;
use crate::value::{Tables, to_encoded};

/// Asks whether every value of one validator is a value of another.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct SubsetRequest {
    /// The validator whose values are asked about, as Convex exports it.
    #[cfg_attr(feature = "typegen", schemars(with = "super::typegen::ValidatorJson"))]
    pub a: Validator,
    /// The validator that must accept them, as Convex exports it.
    #[cfg_attr(feature = "typegen", schemars(with = "super::typegen::ValidatorJson"))]
    pub b: Validator,
    /// How `b` treats object fields that it does not know.
    #[serde(default)]
    pub reader: Reader,
    /// The numbers of the tables. Tables without one get one, as in a new deployment.
    #[serde(default)]
    pub tables: Tables,
    /// How many steps the decision may take before the answer is `undecided`.
    #[serde(default = "default_budget")]
    pub budget: u64,
}

fn default_budget() -> u64 {
    DEFAULT_BUDGET
}

/// Whether every value of `a` is a value of `b`, and if not, which one isn't.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SubsetAnswer {
    /// The answer.
    pub answer: Answer,
    /// With `no`: a value of `a`, in encoded JSON, that `b` refuses. (`null` is a value too.)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub witness: Option<serde_json::Value>,
    /// With `no`: the numbers of the tables that the validators name, by which to read the ids in the witness.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tables: Option<Tables>,
}

/// The answer to a question of inclusion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Answer {
    /// Every value of `a` is a value of `b`.
    Yes,
    /// The witness is a value of `a` and none of `b`.
    No,
    /// The steps ran out.
    Undecided,
}

/// Decides whether every value of one validator is a value of another.
#[must_use]
pub fn subset(request: &SubsetRequest) -> SubsetAnswer {
    let SubsetRequest { a, b, reader, tables, budget } = request;
    let plain = |answer| SubsetAnswer { answer, witness: None, tables: None };
    match compat::subset(a, b, *reader, tables, *budget) {
        Inclusion::Yes => plain(Answer::Yes),
        Inclusion::Undecided => plain(Answer::Undecided),
        Inclusion::No(witness) => SubsetAnswer {
            answer: Answer::No,
            witness: Some(to_encoded(&witness)),
            tables: Some(named_tables(request)).filter(|tables| !tables.is_empty()),
        },
    }
}

/// The tables that the validators name, under the numbers that the witness was made with.
fn named_tables(SubsetRequest { a, b, tables, .. }: &SubsetRequest) -> Tables {
    let complete = compat::complete_tables(tables, [a, b]);
    let named = a.tables().into_iter().chain(b.tables());
    named.filter_map(|name| Some((name.clone(), complete.number(name)?))).collect()
}
