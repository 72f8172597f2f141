//! Where modules are evaluated: on a thread of this process, or in a process that can be ended from outside.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Analysis, Options, app};
use crate::artifact::Artifact;
use crate::error::{Error, ErrorInfo, ErrorKind, Result};

/// The most that a process may answer, in bytes.
const MAX_ANSWER: u64 = 256 << 20;

/// How much longer than its own limit a process may take, to start and to answer.
const GRACE: Duration = Duration::from_secs(5);

/// Where modules are evaluated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Isolation {
    /// On a thread of this process: for code that is trusted not to be made to hang.
    #[default]
    Thread,
    /// In a process of its own, which is ended when it takes too long: a program that calls [`serve_process`] when it is
    /// started with these arguments.
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
                // Nothing of ours is the app's business.
                command.env_clear();
                in_process(&mut command, artifact, options)
            }
        }
    }
}

/// The other end of [`Isolation::Process`]: reads what to evaluate, and writes what it says of itself.
///
/// # Errors
/// `Io` where nobody listens, `InvalidInput` where it is given something else.
pub fn serve_process(mut input: impl Read, mut output: impl Write) -> Result<()> {
    let mut text = String::new();
    input.read_to_string(&mut text).map_err(|error| Error::io("the request can't be read", &error))?;
    let job: OwnedJob = crate::json::from_str(&text)?;
    let answer = match on_thread(&job.artifact, &job.options) {
        Ok(analysis) => Answer::Analysis(Box::new(analysis)),
        Err(error) => Answer::Error(Box::new(error.info().clone())),
    };
    let text = serde_json::to_string(&answer).map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))?;
    output.write_all(text.as_bytes()).map_err(|error| Error::io("the answer can't be written", &error))
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
            .map_err(|error| Error::io("a thread can't be started", &error))?;
        evaluation.join().map_err(|_| internal("the evaluation panicked".to_owned()))
    })
}

fn in_process(command: &mut Command, artifact: &Artifact, options: &Options) -> Result<Analysis> {
    let job = serde_json::to_vec(&Job { artifact, options })
        .map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))?;
    let mut child = command.spawn().map_err(|error| Error::io("the evaluating process can't be started", &error))?;
    let text = exchange(&mut child, job, options.limits.total_time + GRACE);
    // It has ended, or is ended now; an answer is one either way.
    drop(child.kill());
    let status = child.wait().map_err(|error| Error::io("the evaluating process is lost", &error))?;
    let text = text?;
    match serde_json::from_str(&text) {
        Ok(Answer::Analysis(analysis)) => Ok(*analysis),
        Ok(Answer::Error(info)) => Err(Error::new(info.kind, info.message)),
        Err(_) => Err(Error::new(ErrorKind::LimitExceeded, format!("the app's code ended the evaluation ({status})"))
            .help("look for code that takes much memory or recurses without end when it is imported")),
    }
}

/// Hands the process its job, and waits for its answer.
fn exchange(child: &mut Child, job: Vec<u8>, patience: Duration) -> Result<String> {
    let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(Error::new(ErrorKind::Internal, "the evaluating process has no pipes"));
    };
    let (sender, receiver) = channel();
    // Neither thread outlives the process: its end closes both pipes.
    std::thread::spawn(move || drop(stdin.write_all(&job)));
    std::thread::spawn(move || {
        let mut text = String::new();
        let read = stdout.take(MAX_ANSWER).read_to_string(&mut text);
        drop(sender.send(read.map(|_| text)));
    });
    match receiver.recv_timeout(patience) {
        Ok(text) => text.map_err(|error| Error::io("the evaluating process can't be heard", &error)),
        Err(RecvTimeoutError::Timeout) => Err(took_too_long(patience)),
        Err(RecvTimeoutError::Disconnected) => {
            Err(Error::new(ErrorKind::Internal, "the evaluating process is not heard"))
        }
    }
}

fn took_too_long(patience: Duration) -> Error {
    Error::new(ErrorKind::Timeout, format!("the app's code took longer than {patience:?} to be evaluated"))
        .help("look for code that computes without end when it is imported")
}
