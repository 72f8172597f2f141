//! How the recognition of a line stops.

/// Why the recognition of a line, or of one member of a union, stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// The validator refuses what is there, if it is a value at all.
    Refused,
    /// Nothing is claimed.
    Unsure,
}

pub(super) type Step<T = ()> = Result<T, Stop>;
