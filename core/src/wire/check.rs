//! `check`: what a candidate breaks that the baseline allows.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::merge_data::merged;
use super::read::surface;
use super::{DataReading, DocumentsInput, TableDocuments};
use crate::cancel::Cancel;
use crate::compat::data::DataEvidence;
use crate::compat::policy::Policy;
use crate::compat::report::Report;
use crate::compat::{self, DEFAULT_BUDGET, Evidence, Options};
use crate::error::{Error, Result};
use crate::rt;
use crate::source::{ScheduledCalls, check_data};
use crate::surface::Surface;

/// Asks what a candidate breaks that the baseline allows.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct CheckRequest {
    /// What is live: a surface, a schema alone, or a function spec alone; as JSON, or as a string that holds its text.
    #[cfg_attr(feature = "typegen", schemars(with = "super::typegen::SurfaceInput"))]
    pub baseline: Box<RawValue>,
    /// What is to go live, in the same forms.
    #[cfg_attr(feature = "typegen", schemars(with = "super::typegen::SurfaceInput"))]
    pub candidate: Box<RawValue>,
    /// The stored documents.
    #[serde(default)]
    pub data: Option<DataInput>,
    /// The scheduled calls: documents of `_scheduled_functions` in JSON Lines.
    #[serde(default)]
    pub scheduled: Option<String>,
    /// The names of the environment variables that are set.
    #[serde(default)]
    pub environment_variables: Option<BTreeSet<String>>,
    /// How the check is made.
    #[serde(default)]
    pub options: CheckOptions,
}

/// Where stored documents are, or what was found in them.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum DataInput {
    /// The path of an export: a zip, a folder of the same layout, or one `<table>/documents.jsonl`.
    Path(String),
    /// The documents themselves, by table.
    Tables(Vec<TableDocuments>),
    /// What `checkData` found with the candidate in parts that hold all documents together, in any order.
    #[cfg_attr(feature = "typegen", schemars(with = "Vec<super::typegen::DataPartText>"))]
    Parts(Vec<String>),
}

/// How a check is made.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[non_exhaustive]
pub struct CheckOptions {
    /// The time of the check, on which accepted findings expire, in milliseconds since the Unix epoch; now, where absent.
    pub now: Option<f64>,
    /// Whether samples hold the values of stored documents and arguments, which are private.
    pub values: bool,
    /// How many steps one question may take before the answer is `undecided`.
    pub budget: u64,
    /// How findings are graded.
    pub policy: Policy,
    /// What the baseline is called in findings.
    pub baseline_name: Option<String>,
    /// How the documents of a path are read.
    pub reading: DataReading,
}

impl Default for CheckOptions {
    fn default() -> Self {
        Self {
            now: None,
            values: false,
            budget: DEFAULT_BUDGET,
            policy: Policy::default(),
            baseline_name: None,
            reading: DataReading::default(),
        }
    }
}

/// Checks what a candidate breaks that the baseline allows.
///
/// # Errors
/// `InvalidInput`, with the path, where an input is not what it should be; `NotFound`, `PermissionDenied` or `Io` where
/// the data can't be read; `Unsupported` where this build reads no files; `Cancelled`.
pub fn check(request: &CheckRequest, cancel: &Cancel) -> Result<Report> {
    let baseline = surface(&request.baseline).map_err(|error| error.at_path(".baseline"))?;
    let candidate = surface(&request.candidate).map_err(|error| error.at_path(".candidate"))?;
    let evidence = Evidence {
        data: request
            .data
            .as_ref()
            .map(|data| documents(data, &request.options.reading, &candidate, cancel))
            .transpose()?,
        scheduled: request.scheduled.as_deref().map(scheduled_calls).transpose()?,
        environment_variables: request.environment_variables.clone(),
    };
    let report = compat::check(&baseline, &candidate, &evidence, &request.options.for_the_core());
    Ok(if request.options.values { report } else { report.without_values() })
}

impl CheckOptions {
    fn for_the_core(&self) -> Options {
        let mut options = Options::at(self.now.unwrap_or_else(rt::now_ms));
        options.policy = self.policy.clone();
        options.budget = self.budget;
        options.baseline_name = self.baseline_name.clone();
        options
    }
}

fn scheduled_calls(text: &str) -> Result<Vec<compat::ScheduledCall>> {
    ScheduledCalls::new(text.as_bytes(), "scheduled").unfinished()
}

/// What the candidate's schemas say to the stored documents.
fn documents(data: &DataInput, reading: &DataReading, candidate: &Surface, cancel: &Cancel) -> Result<DataEvidence> {
    let input = match data {
        DataInput::Parts(parts) => {
            return merged(parts, ".data.parts")?
                .finish(&candidate.schemas())
                .map_err(|error| error.at_path(".data.parts"));
        }
        DataInput::Tables(_) if reading.duplicate_ids => {
            let error = Error::invalid_input("all ids are compared only where documents are read from a path");
            return Err(error.at_path(".options.reading.duplicateIds").help("give the `path` of an export"));
        }
        DataInput::Path(path) => DocumentsInput::Path(path.clone()),
        DataInput::Tables(tables) => DocumentsInput::Tables(tables.clone()),
    };
    let mut source = input.open(reading, cancel)?;
    check_data(&mut source, &candidate.schemas(), &mut |_| cancel.check())
}
