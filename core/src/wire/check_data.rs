//! `checkData`: what a schema says to a part of the stored documents.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::read::surface;
use super::{DataReading, DocumentsInput};
use crate::cancel::Cancel;
use crate::compat::data::DataPart;
use crate::error::{Error, Result};
use crate::source::{Shard, check_data_part};

/// Asks what a schema says to stored documents, or to some lines of one table.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct CheckDataRequest {
    /// What the documents are held to: a surface or a schema alone, as JSON, or as a string that holds its text.
    #[cfg_attr(feature = "typegen", schemars(with = "super::typegen::SurfaceInput"))]
    pub schema: Box<RawValue>,
    /// The stored documents.
    pub data: DocumentsInput,
    /// Which lines of them are checked; all, where absent.
    #[serde(default)]
    pub shard: Option<DataShard>,
    /// How the documents of a path are read.
    #[serde(default)]
    pub reading: DataReading,
}

/// Some lines of one table: those that start within a range of the bytes of its file, however that lies to the lines. So
/// ranges that lie end to end have each line once.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DataShard {
    /// The path of the component; empty, or absent, for the root.
    #[serde(default)]
    pub component: String,
    /// The name of the table.
    pub table: String,
    /// The first byte of the range, as the file is unpacked.
    #[serde(default)]
    pub start: u64,
    /// The byte after its last one; the end of the file, where absent.
    #[serde(default)]
    pub end: Option<u64>,
}

/// Checks what a schema says to a part of the stored documents.
///
/// # Errors
/// `InvalidInput`, with the path, where an input is not what it should be; `NotFound`, `PermissionDenied` or `Io` where
/// the data can't be read; `Unsupported` where this build reads no files; `Cancelled`.
pub fn check_data(request: &CheckDataRequest, cancel: &Cancel) -> Result<DataPart> {
    let schema = surface(&request.schema).map_err(|error| error.at_path(".schema"))?;
    if request.reading.duplicate_ids {
        let error = Error::invalid_input("all ids are compared only where all documents are checked at once");
        return Err(error.at_path(".reading.duplicateIds").help("leave it out, or call `check`"));
    }
    let mut source = request.data.open(&request.reading, cancel)?;
    let shard = request.shard.clone().map(Shard::from);
    check_data_part(&mut source, shard.as_ref(), &schema.schemas(), &mut |_| cancel.check())
}

impl From<DataShard> for Shard {
    fn from(DataShard { component, table, start, end }: DataShard) -> Self {
        Self { component, table, start, end }
    }
}
