//! Results of recognizing a line.

/// Reason to stop the recognition of a line, or of one member of a union.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// The validator refuses the value, if it is one at all.
    Refused,
    /// Unknown.
    Unsure,
}

pub(super) type Step<T = ()> = Result<T, Stop>;
