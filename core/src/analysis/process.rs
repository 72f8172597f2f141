//! Runs evaluations on a thread of this process, or in a process that can be killed.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::{Analysis, Options, app};
use crate::artifact::Artifact;
use crate::cancel::Cancel;
use crate::error::{Error, ErrorInfo, ErrorKind, Result};

/// Maximum length of a process's answer, in bytes.
const MAX_ANSWER: u64 = 256 << 20;

/// Additional time for a process to start and to answer.
const GRACE: Duration = Duration::from_secs(5);

/// Interval between checks if the evaluation was cancelled.
const CANCEL_INTERVAL: Duration = Duration::from_millis(50);

/// The isolation of an evaluation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Isolation {
    /// A thread of this process, for trusted code.
    #[default]
    Thread,
    /// A separate process, which is killed if it takes too long. The program must call [`serve_process`] when started with
    /// these arguments.
    Process {
        /// The program.
        program: PathBuf,
        /// Its arguments.
        args: Vec<String>,
    },
}

impl Isolation {
    pub(super) fn run(&self, artifact: &Artifact, options: &Options) -> Result<Analysis> {
        match self {
            Self::Thread => on_thread(artifact, options),
            Self::Process { program, args } => {
                let mut command = Command::new(program);
                command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
                // The app must not see our environment variables.
                command.env_clear();
                in_process(&mut command, artifact, options)
            }
        }
    }
}

/// Implements the child process of [`Isolation::Process`]: reads an app, evaluates it and writes the result.
///
/// # Errors
/// `Io` if the input or output fails; `InvalidInput` if the input is invalid.
pub fn serve_process(mut input: impl Read, mut output: impl Write) -> Result<()> {
    let mut text = String::new();
    input.read_to_string(&mut text).map_err(|error| Error::io("cannot read the request", &error))?;
    let job: OwnedJob = crate::json::from_str(&text)?;
    let answer = match on_thread(&job.artifact, &job.options) {
        Ok(analysis) => Answer::Analysis(Box::new(analysis)),
        Err(error) => Answer::Error(Box::new(error.info().clone())),
    };
    let text = serde_json::to_string(&answer).map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))?;
    output.write_all(text.as_bytes()).map_err(|error| Error::io("cannot write the answer", &error))
}

#[derive(Serialize)]
struct Job<'a> {
    artifact: &'a Artifact,
    options: &'a Options,
}

#[derive(Deserialize)]
struct OwnedJob {
    artifact: Artifact,
    options: Options,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Answer {
    Analysis(Box<Analysis>),
    Error(Box<ErrorInfo>),
}

fn on_thread(artifact: &Artifact, options: &Options) -> Result<Analysis> {
    let internal = |message: String| Error::new(ErrorKind::Internal, message);
    std::thread::scope(|scope| {
        let builder = std::thread::Builder::new().stack_size(options.limits.thread_stack());
        let evaluation = builder
            .spawn_scoped(scope, || app::analyse(artifact, options))
            .map_err(|error| Error::io("cannot start a thread", &error))?;
        evaluation.join().map_err(|_| internal("panic in the evaluation: this is a bug in convex-ops".to_owned()))
    })
}

fn in_process(command: &mut Command, artifact: &Artifact, options: &Options) -> Result<Analysis> {
    let job = serde_json::to_vec(&Job { artifact, options })
        .map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))?;
    let mut child = command.spawn().map_err(|error| Error::io("cannot start the evaluating process", &error))?;
    let text = exchange(&mut child, job, options.limits.total_time + GRACE, &options.cancel);
    // Does nothing if it has exited.
    drop(child.kill());
    let status = child.wait().map_err(|error| Error::io("cannot wait for the evaluating process", &error))?;
    let text = text?;
    match serde_json::from_str(&text) {
        Ok(Answer::Analysis(analysis)) => Ok(*analysis),
        Ok(Answer::Error(info)) => Err(Error::new(info.kind, info.message)),
        Err(_) => Err(Error::new(ErrorKind::LimitExceeded, format!("the app's code ended the evaluation ({status})"))
            .help("check module-level code for excessive memory use and endless recursion")),
    }
}

/// Sends the job to the process and waits for its answer.
fn exchange(child: &mut Child, job: Vec<u8>, patience: Duration, cancel: &Cancel) -> Result<String> {
    let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(Error::new(ErrorKind::Internal, "the evaluating process has no pipes"));
    };
    let (sender, receiver) = channel();
    // Both threads end with the process, which closes the pipes.
    std::thread::spawn(move || drop(stdin.write_all(&job)));
    std::thread::spawn(move || {
        let mut text = String::new();
        let read = stdout.take(MAX_ANSWER).read_to_string(&mut text);
        drop(sender.send(read.map(|_| text)));
    });
    let start = Instant::now();
    loop {
        cancel.check()?;
        match receiver.recv_timeout(CANCEL_INTERVAL.min(patience.saturating_sub(start.elapsed()))) {
            Ok(text) => return text.map_err(|error| Error::io("cannot read from the evaluating process", &error)),
            Err(RecvTimeoutError::Timeout) if start.elapsed() < patience => {}
            Err(RecvTimeoutError::Timeout) => return Err(timeout(patience)),
            Err(RecvTimeoutError::Disconnected) => {
                return Err(Error::new(ErrorKind::Internal, "the evaluating process closed its output"));
            }
        }
    }
}

fn timeout(patience: Duration) -> Error {
    Error::new(ErrorKind::Timeout, format!("the evaluation of the app's code took longer than {patience:?}"))
        .help("check module-level code for endless loops")
}
