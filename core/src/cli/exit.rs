//! Exit codes, which are part of the stable interface.

use crate::compat::report::{Level, Report};
use crate::error::{Error, ErrorKind};

/// The exit code of the process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    /// Success, without findings at or above `--fail-on`.
    Clean = 0,
    /// Findings at or above `--fail-on`.
    Findings = 1,
    /// Invalid input or arguments.
    BadInput = 2,
    /// A deployment could not be reached.
    Unreachable = 3,
    /// A question exceeded its budget of steps, or a required input is missing.
    Undecided = 4,
    /// Interrupted by a signal: 128 plus the number of SIGINT, as in shells.
    Cancelled = 130,
}

pub(super) const HELP: &str = "\
Exit codes:
        0  no findings at or above --fail-on
    1  findings at or above --fail-on
        2  invalid input or another error; details are on standard error
    3  a deployment could not be reached
        4  undecided: a question exceeded its budget of steps, or a required input is missing
   130  interrupted by a signal, such as Ctrl-C";

impl Exit {
    pub(super) fn code(self) -> i32 {
        self as i32
    }

    pub(super) fn of(error: &Error) -> Self {
        match error.kind() {
            ErrorKind::Unavailable | ErrorKind::Timeout | ErrorKind::RateLimited => Self::Unreachable,
            ErrorKind::Cancelled => Self::Cancelled,
            _ => Self::BadInput,
        }
    }

    /// Findings take precedence over undecided questions: more steps can only add findings.
    pub(super) fn of_report(report: &Report, fail_on: Level) -> Self {
        if report.reaches(fail_on) {
            Self::Findings
        } else if report.undecided.is_empty() && report.missing.is_empty() {
            Self::Clean
        } else {
            Self::Undecided
        }
    }
}
