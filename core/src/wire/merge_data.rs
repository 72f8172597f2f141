//! `mergeData`: several parts as one.

use serde::Deserialize;

use crate::compat::data::DataPart;
use crate::error::{Error, Result};

/// Asks for several parts of a check of stored documents as one.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MergeDataRequest {
    /// The parts, in any order.
    #[cfg_attr(feature = "typegen", schemars(with = "Vec<super::typegen::DataPartText>"))]
    pub parts: Vec<String>,
}

/// Makes one part of several. The order is of no matter, nor is what was merged before.
///
/// # Errors
/// `InvalidInput`, with the path, where a text is no part or a damaged one; where there is none; where parts are of
/// different checks, or several hold the same lines.
pub fn merge_data(request: &MergeDataRequest) -> Result<DataPart> {
    merged(&request.parts, ".parts")
}

/// One part of several, which stand at this path of the request.
pub(super) fn merged(parts: &[String], path: &str) -> Result<DataPart> {
    let read = |(index, text): (usize, &String)| -> Result<(usize, DataPart)> {
        let part = text.parse::<DataPart>().map_err(|error| error.at_path(format_args!("{path}[{index}]")))?;
        Ok((index, part))
    };
    let merge = |one: Result<(usize, DataPart)>, next: Result<(usize, DataPart)>| {
        let ((first, one), (index, next)) = (one?, next?);
        let merged = one.merge(next).map_err(|error| error.at_path(format_args!("{path}[{index}]")))?;
        Ok((first, merged))
    };
    let none = || Err(Error::invalid_input("there is no part").at_path(path).help("give at least one"));
    parts.iter().enumerate().map(read).reduce(merge).unwrap_or_else(none).map(|(_, part)| part)
}
