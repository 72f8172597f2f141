//! The exit codes, which are part of the stable interface.

use crate::compat::report::{Level, Report};
use crate::error::{Error, ErrorKind};

/// What the process ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    /// Nothing to complain about.
    Clean = 0,
    /// Findings at or above `--fail-on`.
    Findings = 1,
    /// An input is wrong, or the arguments are.
    BadInput = 2,
    /// A deployment could not be reached.
    Unreachable = 3,
    /// A question ran out of steps.
    Undecided = 4,
    /// Somebody stopped it: 128 and the number of the signal, as shells have it.
    Cancelled = 130,
}

pub(super) const HELP: &str = "\
Exit codes:
    0  clean
    1  findings at or above --fail-on
    2  an input is wrong: standard error says which, where, and what to do
    3  a deployment could not be reached
    4  undecided: a question was too large for its budget of steps
  130  cancelled with Ctrl-C";

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

    /// Findings come before what is undecided: more steps can only add to them.
    pub(super) fn of_report(report: &Report, fail_on: Level) -> Self {
        if report.reaches(fail_on) {
            Self::Findings
        } else if report.undecided.is_empty() {
            Self::Clean
        } else {
            Self::Undecided
        }
    }
}
