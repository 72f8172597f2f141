//! The help that these commands share.

/// Exit codes.
pub(super) const HELP: &str = "\
Exit codes:
    0  done
    2  invalid input or another error; details are on standard error
    3  a deployment could not be reached
  130  interrupted by a signal, such as Ctrl-C";
