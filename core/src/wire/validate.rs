//! `validate`: checks a value against a validator.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::error::{Error, Result};
use crate::schema::Validator;
use crate::schema::check::{Checker, Mismatch, Reader, Reason};
use crate::value::{Encoding, Tables, decode};

/// The request of `validate`: a value and a validator.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct ValidateRequest {
    /// The validator, as exported by Convex.
    #[cfg_attr(feature = "typegen", schemars(with = "super::typegen::ValidatorJson"))]
    pub validator: Validator,
    /// The value, unparsed: `1` and `1.0` differ in export encoding.
    #[cfg_attr(feature = "typegen", schemars(with = "super::typegen::Json"))]
    pub value: Box<RawValue>,
    /// The numbers of the tables, used to check ids. Without them, no string is an id.
    #[serde(default)]
    pub tables: Tables,
    /// The JSON encoding of the value.
    #[serde(default)]
    pub encoding: Encoding,
}

/// The answer of `validate`: the result, and every mismatch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ValidateAnswer {
    /// True if the validator accepts the value.
    pub valid: bool,
    /// Every mismatch, fields in name order.
    pub errors: Vec<Refusal>,
}

/// A mismatch between a value and a validator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Refusal {
    /// The path in Convex's notation: `.items[0].price`, `.scores.keys()`, `.scores.values()`. Empty for the whole value.
    pub path: String,
    /// The reason.
    pub reason: Reason,
    /// For unions, the mismatches of the closest member.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Refusal>,
}

/// Checks a value against a validator and returns every mismatch.
///
/// # Errors
/// [`InvalidInput`](crate::error::ErrorKind::InvalidInput) if the value cannot be decoded, or the validator has a type that
/// this version does not know.
pub fn validate(request: &ValidateRequest) -> Result<ValidateAnswer> {
    if let Some((path, name)) = request.validator.unknown_type_in_json() {
        let message = format!("unknown validator type `{name}`: cannot decide what it accepts");
        return Err(Error::invalid_input(message)
            .at_path(format!(".validator{path}"))
            .help(format!("use {}", Validator::TYPES)));
    }
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
