//! `checkData`: checks a part of the stored documents against a schema.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::documents::texts;
use super::read::surface;
use super::{DataReading, DocumentsInput};
use crate::cancel::Cancel;
use crate::compat::data::DataPart;
use crate::error::{Error, Result};
use crate::source::{DataSource, Shard, check_data_part, data_in_memory};

/// The request of `checkData`: stored documents, or some lines of one table, and a schema.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct CheckDataRequest {
    /// The schema to check against: a surface or a schema, as JSON or as a string that contains JSON.
    #[cfg_attr(feature = "typegen", schemars(with = "super::typegen::SurfaceInput"))]
    pub schema: Box<RawValue>,
    /// The stored documents.
    pub data: DocumentsInput,
    /// The lines to check. Defaults to all.
    #[serde(default)]
    pub shard: Option<DataShard>,
    /// Options for reading documents from a path.
    #[serde(default)]
    pub reading: DataReading,
}

/// Some lines of one table: those that start within a byte range of its file. The range need not match line boundaries:
/// adjacent ranges together contain each line exactly once.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DataShard {
    /// The path of the component. Defaults to the root, which is empty.
    #[serde(default)]
    pub component: String,
    /// The name of the table.
    pub table: String,
    /// Start of the range: a byte offset in the unpacked file.
    #[serde(default)]
    pub start: u64,
    /// End of the range, exclusive. Defaults to the end of the file.
    #[serde(default)]
    pub end: Option<u64>,
}

/// Checks a part of the stored documents against a schema.
///
/// # Errors
/// `InvalidInput`, with the path, if an input is invalid; `NotFound`, `PermissionDenied` or `Io` if the data cannot be
/// read; `Unsupported` if this build cannot read files; `Cancelled` after a cancellation.
pub fn check_data(request: &CheckDataRequest, cancel: &Cancel) -> Result<DataPart> {
    check(request, cancel, || request.data.open(&request.reading, cancel))
}

/// Checks documents like [`check_data`]. `documents` are those of the last table of the request, as bytes: that is faster than
/// the same in JSON.
///
/// # Errors
/// As [`check_data`]; `InvalidInput` also if the request has no table.
pub fn check_data_bytes(request: &CheckDataRequest, documents: Vec<u8>, cancel: &Cancel) -> Result<DataPart> {
    check(request, cancel, || {
        let DocumentsInput::Tables(tables) = &request.data else { return Err(no_table()) };
        let mut texts = texts(tables);
        texts.last_mut().ok_or_else(no_table)?.documents = documents;
        data_in_memory(texts)
    })
}

/// Checks the documents that `open` opens.
fn check(request: &CheckDataRequest, cancel: &Cancel, open: impl FnOnce() -> Result<DataSource>) -> Result<DataPart> {
    let schema = surface(&request.schema).map_err(|error| error.at_path(".schema"))?;
    if request.reading.duplicate_ids {
        let error = Error::invalid_input("cannot find duplicate ids in a part of the documents");
        return Err(error.at_path(".reading.duplicateIds").help("remove `duplicateIds`, or call `check`"));
    }
    let shard = request.shard.clone().map(Shard::from);
    check_data_part(&mut open()?, shard.as_ref(), &schema.schemas(), &mut |_| cancel.check())
}

fn no_table() -> Error {
    Error::invalid_input("missing table of the documents").at_path(".data.tables")
}

impl From<DataShard> for Shard {
    fn from(DataShard { component, table, start, end }: DataShard) -> Self {
        Self { component, table, start, end }
    }
}
