//! `mergeData`: merges results of `checkData`.

use serde::Deserialize;

use crate::compat::data::DataPart;
use crate::error::{Error, Result};

/// The request of `mergeData`: results of `checkData` to merge.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MergeDataRequest {
    /// The results to merge, in any order.
    #[cfg_attr(feature = "typegen", schemars(with = "Vec<super::typegen::DataPartText>"))]
    pub parts: Vec<String>,
}

/// Merges several results of `checkData` into one. The order and previous merges make no difference.
///
/// # Errors
/// `InvalidInput`, with the path, if a part is invalid or damaged, if `parts` is empty, if parts come from different
/// checks, or if several parts cover the same lines.
pub fn merge_data(request: &MergeDataRequest) -> Result<DataPart> {
    merge(&request.parts, ".parts")
}

/// Merges the parts found at `path` of the request.
pub(super) fn merge(parts: &[String], path: &str) -> Result<DataPart> {
    let read = |(index, text): (usize, &String)| -> Result<(usize, DataPart)> {
        let part = text.parse::<DataPart>().map_err(|error| error.at_path(format_args!("{path}[{index}]")))?;
        Ok((index, part))
    };
    let merge = |one: Result<(usize, DataPart)>, next: Result<(usize, DataPart)>| {
        let ((first, one), (index, next)) = (one?, next?);
        let merged = one.merge(next).map_err(|error| error.at_path(format_args!("{path}[{index}]")))?;
        Ok((first, merged))
    };
    let none = || Err(Error::invalid_input("missing parts").at_path(path).help("use at least one part"));
    parts.iter().enumerate().map(read).reduce(merge).unwrap_or_else(none).map(|(_, part)| part)
}
