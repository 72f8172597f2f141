//! `check`: compares two versions of an app and reports what would break.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::merge_data::merge;
use super::read::surface;
use super::{DataReading, DocumentsInput, TableDocuments};
use crate::cancel::Cancel;
use crate::clock;
use crate::compat::data::DataEvidence;
use crate::compat::policy::Policy;
use crate::compat::report::Report;
use crate::compat::{self, Baseline, DEFAULT_BUDGET, Evidence, Options, Requirement, SecretValues, UsageEvidence};
use crate::error::{Error, Result};
use crate::source::{ScheduledCalls, check_data};
use crate::surface::Surface;

/// The request of `check`: the two versions of an app, and evidence.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct CheckRequest {
    /// The version that is live: a surface, a schema or a function spec, as JSON or as a string that contains JSON.
    #[cfg_attr(feature = "typegen", schemars(with = "super::typegen::SurfaceInput"))]
    pub baseline: Box<RawValue>,
    /// The version to deploy, in the same forms.
    #[cfg_attr(feature = "typegen", schemars(with = "super::typegen::SurfaceInput"))]
    pub candidate: Box<RawValue>,
    /// The stored documents.
    #[serde(default)]
    pub data: Option<DataInput>,
    /// The scheduled calls: documents of `_scheduled_functions`, as JSON Lines.
    #[serde(default)]
    pub scheduled: Option<String>,
    /// Logs of function calls: events of a Convex log stream, or the output of `npx convex logs --jsonl`.
    #[serde(default)]
    pub usage: Option<String>,
    /// Versions before the baseline whose clients may still be in use.
    #[serde(default)]
    pub earlier: Vec<EarlierVersion>,
    /// The names of the environment variables that are set.
    #[serde(default)]
    pub environment_variables: Option<BTreeSet<String>>,
    /// The values of environment variables, to check them against the declarations of the candidate. These are secrets: no
    /// report contains them.
    #[serde(default)]
    pub environment_values: Option<SecretValues>,
    /// Options of the check.
    #[serde(default)]
    pub options: CheckOptions,
}

/// The source of stored documents, or results of checking them.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum DataInput {
    /// The path of an export: a zip, a folder of the same layout, or one `<table>/documents.jsonl`.
    Path(String),
    /// The documents, by table.
    Tables(Vec<TableDocuments>),
    /// Results of `checkData` with the candidate, in any order. Together they must cover all documents.
    #[cfg_attr(feature = "typegen", schemars(with = "Vec<super::typegen::DataPartText>"))]
    Parts(Vec<String>),
}

/// A version before the baseline.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct EarlierVersion {
    /// The name of the version in findings.
    pub name: String,
    /// The version, in the forms of the baseline.
    #[cfg_attr(feature = "typegen", schemars(with = "super::typegen::SurfaceInput"))]
    pub app: Box<RawValue>,
}

/// Options of a check.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[non_exhaustive]
pub struct CheckOptions {
    /// Time of the check, used to expire accepted findings, in milliseconds since the Unix epoch. Defaults to now.
    pub now: Option<f64>,
    /// Includes values of stored documents and arguments in samples. These may be private.
    pub values: bool,
    /// Maximum number of steps per question before the answer is `undecided`.
    pub budget: u64,
    /// Levels of rules and accepted findings.
    pub policy: Policy,
    /// Inputs without which the verdict is `undecided` instead of `safe`.
    pub require: BTreeSet<Requirement>,
    /// The name of the baseline in findings.
    pub baseline_name: Option<String>,
    /// Options for reading documents from a path.
    pub reading: DataReading,
}

impl Default for CheckOptions {
    fn default() -> Self {
        Self {
            now: None,
            values: false,
            budget: DEFAULT_BUDGET,
            policy: Policy::default(),
            require: BTreeSet::new(),
            baseline_name: None,
            reading: DataReading::default(),
        }
    }
}

/// Compares two versions of an app and reports what would break.
///
/// # Errors
/// `InvalidInput`, with the path, if an input is invalid; `NotFound`, `PermissionDenied` or `Io` if the data cannot be
/// read; `Unsupported` if this build cannot read files; `Cancelled` after a cancellation.
pub fn check(request: &CheckRequest, cancel: &Cancel) -> Result<Report> {
    let Inputs { baseline, candidate, evidence, options } = read_inputs(request, cancel)?;
    let mut earlier = Vec::new();
    for (index, version) in request.earlier.iter().enumerate() {
        let app = surface(&version.app).map_err(|error| error.at_path(format_args!(".earlier[{index}].app")))?;
        earlier.push((version.name.clone(), app));
    }
    let versions: Vec<Baseline<'_>> =
        earlier.iter().map(|(name, app)| Baseline::new(Some(name.clone()), app)).collect();
    let live = Baseline::new(options.baseline_name.clone(), &baseline);
    let report = compat::check_all(&live, &versions, &candidate, &evidence, &options);
    Ok(if request.options.values { report } else { report.without_values() })
}

/// The inputs that a request names.
pub(super) struct Inputs {
    pub(super) baseline: Surface,
    pub(super) candidate: Surface,
    pub(super) evidence: Evidence,
    pub(super) options: Options,
}

/// Reads the inputs of a request.
pub(super) fn read_inputs(request: &CheckRequest, cancel: &Cancel) -> Result<Inputs> {
    let baseline = surface(&request.baseline).map_err(|error| error.at_path(".baseline"))?;
    let candidate = surface(&request.candidate).map_err(|error| error.at_path(".candidate"))?;
    let evidence = Evidence {
        data: request
            .data
            .as_ref()
            .map(|data| documents(data, &request.options.reading, &candidate, cancel))
            .transpose()?,
        scheduled: request.scheduled.as_deref().map(scheduled_calls).transpose()?,
        usage: request.usage.as_deref().map(usage).transpose()?,
        environment_variables: names(request),
        environment_values: request.environment_values.clone(),
    };
    if request.options.now.is_some_and(is_in_seconds) {
        let error = Error::invalid_input("the time is before 1973: it seems to be in seconds").at_path(".options.now");
        return Err(error.help("use milliseconds since the Unix epoch"));
    }
    Ok(Inputs { baseline, candidate, evidence, options: request.options.to_core() })
}

/// Returns the names of the variables that are set: a variable with a value is set too.
fn names(request: &CheckRequest) -> Option<BTreeSet<String>> {
    let with_values = request.environment_values.iter().flat_map(|values| values.names().map(str::to_owned));
    match &request.environment_variables {
        Some(names) => Some(names.iter().cloned().chain(with_values).collect()),
        None => request.environment_values.as_ref().map(|_| with_values.collect()),
    }
}

impl CheckOptions {
    fn to_core(&self) -> Options {
        let mut options = Options::at(self.now.unwrap_or_else(clock::now_ms));
        options.policy = self.policy.clone();
        options.budget = self.budget;
        options.require = self.require.clone();
        options.baseline_name = self.baseline_name.clone();
        options
    }
}

/// Checks if a time in milliseconds would be before 1973: it is meant in seconds.
fn is_in_seconds(time: f64) -> bool {
    time != 0.0 && time.abs() < 1e11
}

fn usage(text: &str) -> Result<UsageEvidence> {
    let mut usage = UsageEvidence::default();
    usage.read(text.as_bytes()).map_err(|error| error.in_file("usage"))?;
    Ok(usage)
}

fn scheduled_calls(text: &str) -> Result<Vec<compat::ScheduledCall>> {
    ScheduledCalls::new(text.as_bytes(), "scheduled").unfinished()
}

/// Checks the stored documents against the candidate's schemas.
fn documents(data: &DataInput, reading: &DataReading, candidate: &Surface, cancel: &Cancel) -> Result<DataEvidence> {
    let input = match data {
        DataInput::Parts(parts) => {
            return merge(parts, ".data.parts")?
                .finish(&candidate.schemas())
                .map_err(|error| error.at_path(".data.parts"));
        }
        DataInput::Tables(_) if reading.duplicate_ids => {
            let error = Error::invalid_input("cannot find duplicate ids in `tables`");
            return Err(error.at_path(".options.reading.duplicateIds").help("use the `path` of an export"));
        }
        DataInput::Path(path) => DocumentsInput::Path(path.clone()),
        DataInput::Tables(tables) => DocumentsInput::Tables(tables.clone()),
    };
    let mut source = input.open(reading, cancel)?;
    check_data(&mut source, &candidate.schemas(), &mut |_| cancel.check())
}
