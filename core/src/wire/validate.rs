//! `validate`: whether a value is one of a validator's.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::error::Result;
use crate::schema::Validator;
use crate::schema::check::{Checker, Mismatch, Reader, Reason};
use crate::value::{Encoding, Tables, decode};

/// Asks whether a value is one of a validator's.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct ValidateRequest {
    /// The validator, as Convex exports it.
    #[cfg_attr(feature = "typegen", schemars(with = "super::typegen::ValidatorJson"))]
    pub validator: Validator,
    /// The value. Kept as text until the encoding is known: `1` and `1.0` differ in an export.
    #[cfg_attr(feature = "typegen", schemars(with = "super::typegen::Json"))]
    pub value: Box<RawValue>,
    /// The numbers of the tables, by which an id of one is told from an id of another. Without them no text is an id.
    #[serde(default)]
    pub tables: Tables,
    /// How JSON stands for the value.
    #[serde(default)]
    pub encoding: Encoding,
}

/// Whether the value is one of the validator's, and every place where it is not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ValidateAnswer {
    /// Whether the validator accepts the value.
    pub valid: bool,
    /// Every place where it does not, fields in name order.
    pub errors: Vec<Refusal>,
}

/// One place where a value is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Refusal {
    /// Where, as Convex writes it: `.items[0].price`, `.scores.keys()`, `.scores.values()`; empty for the value itself.
    pub path: String,
    /// Why.
    pub reason: Reason,
    /// For a union, what its closest member says.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Refusal>,
}

/// Says whether a value is one of a validator's, and every place where it is not.
///
/// # Errors
/// [`InvalidInput`](crate::error::ErrorKind::InvalidInput) where the value can't be decoded.
pub fn validate(request: &ValidateRequest) -> Result<ValidateAnswer> {
    let value = decode(request.value.get(), request.encoding).map_err(|error| error.at_path(".value"))?;
    let checker = Checker::new(&request.tables, Reader::Closed);
    let errors: Vec<Refusal> = checker.check(&request.validator, &value).into_iter().map(Refusal::from).collect();
    Ok(ValidateAnswer { valid: errors.is_empty(), errors })
}

impl From<Mismatch> for Refusal {
    fn from(mismatch: Mismatch) -> Self {
        Self {
            path: mismatch.path.to_string(),
            reason: mismatch.reason,
            members: mismatch.members.into_iter().map(Self::from).collect(),
        }
    }
}
