//! Runs evaluations on a thread of this process, or in a process that can be killed.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::watch::{Part, Watch};
use super::{Analysis, EvaluationLimits, EvaluationOptions, app};
use crate::artifact::Artifact;
use crate::cancel::Cancel;
use crate::error::{Error, ErrorInfo, ErrorKind, Result};
use crate::os;
use crate::os::rights::Rights;

/// Maximum length of a process's answer, in bytes.
const MAX_ANSWER: u64 = 256 << 20;

/// Additional time for a process to start and to answer.
const GRACE: Duration = Duration::from_secs(5);

/// Maximum time of a process, as a multiple of its processor time: others need the processors too.
const PATIENCE: u32 = 10;

/// Memory of a process besides the engine's: the app, its description, and addresses that are reserved only.
const MAX_OTHER_MEMORY: usize = 4 << 30;

/// Interval between checks of the watchdog.
const WATCH_INTERVAL: Duration = Duration::from_millis(50);

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
    pub(super) fn run(&self, artifact: &Artifact, options: &EvaluationOptions) -> Result<Analysis> {
        match self {
            Self::Thread => on_thread(artifact, options, &Watch::default()),
            Self::Process { program, args } => {
                let mut command = Command::new(program);
                command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
                // The app must not see our environment variables.
                command.env_clear();
                in_processes(&mut command, artifact, options)
            }
        }
    }
}

/// Gives up the rights of this process that an evaluation does not need: a program calls it before [`serve_process`].
///
/// Inherited descriptors are closed, on Linux the process is killed when its parent ends, and if the kernel has Landlock, it
/// can neither open files nor TCP connections.
pub fn confine_process() {
    os::process::detach();
    os::rights::restrict_thread(&Rights::default());
}

/// Implements the child process of [`Isolation::Process`]: reads an app, evaluates it and writes the result. Ends the process
/// when the input ends before, because the parent has ended then.
///
/// # Errors
/// `Io` if the input or output fails; `InvalidInput` if the input is invalid.
pub fn serve_process(input: impl Read + Send + 'static, output: impl Write + Send + 'static) -> Result<()> {
    let mut input = BufReader::new(input);
    let mut text = String::new();
    input.read_line(&mut text).map_err(|error| Error::io("cannot read the request", &error))?;
    let job: OwnedJob = crate::json::from_str(&text)?;
    drop(text);
    let EvaluationLimits { total_time, memory, .. } = job.options.limits;
    os::process::limit(total_time + GRACE, memory.saturating_mul(4).saturating_add(MAX_OTHER_MEMORY));
    std::thread::spawn(move || {
        drop(std::io::copy(&mut input, &mut std::io::sink()));
        std::process::exit(1);
    });
    let watch = Watch::new(job.stuck);
    let output = Arc::new(Mutex::new(Some(output)));
    start_watchdog(watch.clone(), Arc::clone(&output));
    let answer = match on_thread(&job.artifact, &job.options, &watch) {
        Ok(analysis) => Answer::Analysis(Box::new(analysis)),
        Err(error) => Answer::Error(Box::new(error.info().clone())),
    };
    write(&output, &answer)
}

/// Ends the process with an answer when a module does not end in its time: built-in functions of the engine don't check it.
fn start_watchdog(watch: Watch, output: Arc<Mutex<Option<impl Write + Send + 'static>>>) {
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(WATCH_INTERVAL);
            if let Some(part) = watch.overdue() {
                drop(write(&output, &Answer::Stuck { part, used: os::process::process_time() }));
                std::process::exit(1);
            }
        }
    });
}

/// Writes the one answer.
fn write(output: &Mutex<Option<impl Write>>, answer: &Answer) -> Result<()> {
    let text = serde_json::to_string(answer).map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))?;
    let mut output = output.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(mut output) = output.take() else { return Ok(()) };
    let written = output.write_all(text.as_bytes()).and_then(|()| output.flush());
    written.map_err(|error| Error::io("cannot write the answer", &error))
}

#[derive(Serialize)]
struct Job<'a> {
    artifact: &'a Artifact,
    options: &'a EvaluationOptions,
    stuck: &'a BTreeSet<Part>,
}

#[derive(Deserialize)]
struct OwnedJob {
    artifact: Artifact,
    options: EvaluationOptions,
    /// Modules that did not end in their time before.
    stuck: BTreeSet<Part>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Answer {
    Analysis(Box<Analysis>),
    Error(Box<ErrorInfo>),
    /// A module did not end in its time.
    Stuck {
        part: Part,
        /// Processor time of the process.
        used: Duration,
    },
}

fn on_thread(artifact: &Artifact, options: &EvaluationOptions, watch: &Watch) -> Result<Analysis> {
    let internal = |message: String| Error::new(ErrorKind::Internal, message);
    std::thread::scope(|scope| {
        let builder = std::thread::Builder::new().stack_size(options.limits.thread_stack());
        let evaluation = builder
            .spawn_scoped(scope, || app::analyse(artifact, options, watch))
            .map_err(|error| Error::io("cannot start a thread", &error))?;
        evaluation.join().map_err(|_| internal("panic in the evaluation: this is a bug in convex-ops".to_owned()))
    })
}

/// Evaluates in a process, and again without the module in which it got stuck, until the time for all of them is used.
fn in_processes(command: &mut Command, artifact: &Artifact, options: &EvaluationOptions) -> Result<Analysis> {
    let mut options = options.clone();
    let mut stuck = BTreeSet::new();
    loop {
        match in_process(command, &Job { artifact, options: &options, stuck: &stuck }, &options)? {
            Answer::Analysis(analysis) => return Ok(*analysis),
            Answer::Error(info) => return Err(Error::new(info.kind, info.message)),
            Answer::Stuck { part, used } => {
                options.limits.total_time = options.limits.total_time.saturating_sub(used);
                if !stuck.insert(part) {
                    return Err(Error::new(ErrorKind::Internal, "a module got stuck that must not run"));
                }
            }
        }
    }
}

fn in_process(command: &mut Command, job: &Job<'_>, options: &EvaluationOptions) -> Result<Answer> {
    let mut job = serde_json::to_vec(job).map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))?;
    job.push(b'\n');
    let mut child = command.spawn().map_err(|error| Error::io("cannot start the evaluating process", &error))?;
    let patience = options.limits.total_time.saturating_mul(PATIENCE).saturating_add(GRACE);
    let text = exchange(&mut child, job, patience, &options.cancel);
    // Does nothing if it has exited.
    drop(child.kill());
    let status = child.wait().map_err(|error| Error::io("cannot wait for the evaluating process", &error))?;
    serde_json::from_str(&text?).map_err(|_| {
        Error::new(ErrorKind::LimitExceeded, format!("the app's code ended the evaluation ({status})"))
            .help("check module-level code for excessive memory use and endless recursion")
    })
}

/// Sends the job to the process and waits for its answer.
fn exchange(child: &mut Child, job: Vec<u8>, patience: Duration, cancel: &Cancel) -> Result<String> {
    let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(Error::new(ErrorKind::Internal, "the evaluating process has no pipes"));
    };
    let (sender, receiver) = channel();
    // Both threads end with the process, which closes the pipes. Its input remains open until it answers.
    let _input = std::thread::spawn(move || {
        drop(stdin.write_all(&job));
        stdin
    });
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
    Error::new(ErrorKind::LimitExceeded, format!("the evaluation of the app's code took longer than {patience:?}"))
        .help("check module-level code for endless loops")
}
