//! The process that becomes Node after it has given up its rights.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use std::{fs, io};

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};
use crate::os;
use crate::os::rights::Rights;

#[cfg(feature = "source")]
const RUNNER: &str = include_str!("js/run_node.mjs");
#[cfg(feature = "source")]
const DESCRIBE: &str = include_str!("js/describe.js");

/// Name of the job in its folder.
const JOB: &str = "job.json";

/// Modules for Node. The folder of the job holds the answers, a line each, in `answers.jsonl`.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct NodeJob {
    /// The program `node`.
    pub(crate) node: PathBuf,
    /// The folder of the modules.
    pub(crate) folder: PathBuf,
    /// Files and folders that it may read besides the folder of the job.
    pub(crate) read: Vec<PathBuf>,
    /// Processor time of all modules.
    pub(crate) time: Duration,
    /// The modules, in their order.
    pub(crate) modules: Vec<String>,
    /// Environment variables with known values.
    pub(crate) variables: BTreeMap<String, String>,
    /// Names of further variables that are set.
    pub(crate) names: BTreeSet<String>,
    /// True if missing variables have a placeholder.
    pub(crate) placeholders: bool,
}

/// Writes a job and the programs that carry it out.
#[cfg(feature = "source")]
pub(crate) fn write_programs(folder: &Path, job: &NodeJob) -> io::Result<()> {
    fs::write(folder.join(JOB), serde_json::to_vec(job)?)?;
    fs::write(folder.join("run.mjs"), RUNNER)?;
    fs::write(folder.join("describe.js"), DESCRIBE)?;
    fs::write(folder.join("answers.jsonl"), "")
}

/// Replaces this process by Node, which loads the modules of a job without a network and with few files. Writes what
/// enforces that into `confined.json`. A program calls it first, before it starts a thread.
///
/// # Errors
/// `Io` if the job cannot be read or Node cannot be started; `Unsupported` if the operating system cannot confine it.
pub fn run_node_process(folder: &Path) -> Error {
    match confine(folder) {
        Ok(mut node) => Error::io("cannot start Node", &os::process::replace(&mut node)),
        Err(error) => error,
    }
}

fn confine(folder: &Path) -> Result<Command> {
    let failed = |error: io::Error| Error::io("cannot prepare the modules for Node", &error);
    let job: NodeJob = crate::json::from_str(&fs::read_to_string(folder.join(JOB)).map_err(failed)?)?;
    std::env::set_current_dir(folder).map_err(failed)?;
    os::process::detach();
    let write = ["answers.jsonl", "/dev/null"].map(PathBuf::from).to_vec();
    let read = job.read.iter().cloned().chain([folder.to_owned()]).collect();
    // The note is written before the right to write it is given up; without confinement nothing runs.
    let note = fs::File::create("confined.json").map_err(failed)?;
    let confined_by = os::rights::isolate_process(&Rights { read, write, lists_all: false }).map_err(|reason| {
        Error::new(ErrorKind::Unsupported, format!("cannot confine Node: {reason}"))
            .help("use `--node-modules stand-ins`, or run on Linux 5.13 or newer")
    })?;
    serde_json::to_writer(note, &confined_by).map_err(|error| failed(error.into()))?;
    // Gained capabilities reset it.
    os::process::end_with_parent();
    os::process::limit_time(job.time);
    let mut node = Command::new(&job.node);
    node.arg("--no-warnings").arg("run.mjs").env_clear();
    Ok(node)
}
