//! Samples of violations.

use super::Position;
use super::evidence::{MemberMismatch, ViolationSample};
use crate::schema::Path;
use crate::schema::check::Mismatch;
use crate::value::{Value, encoded_len, to_encoded};

/// Maximum length of a sample's value, in JSON.
const MAX_VALUE_LEN: usize = 1024;
/// Maximum length of a path that is kept completely: field names can be long, and there can be many.
const MAX_PATH_LEN: usize = 512;
/// Maximum number of mismatches of the closest member of a union.
const MAX_MEMBERS: usize = 4;

/// Document of a sample. Documents with an id come first, by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Document<'a> {
    anonymous: bool,
    pub(super) id: Option<&'a str>,
    pub(super) position: Position,
}

impl<'a> Document<'a> {
    pub(super) fn new(id: Option<&'a str>, position: Position) -> Self {
        Self { anonymous: id.is_none(), id, position }
    }

    /// Returns the document of a sample.
    pub(super) fn of(sample: &'a ViolationSample) -> Self {
        Self::new(sample.id.as_deref(), sample.position)
    }
}

/// Creates a sample of a violation.
pub(super) fn sample(document: &Document<'_>, mismatch: &Mismatch, value: Option<&Value>) -> ViolationSample {
    let len = value.map_or(0, encoded_len);
    let too_long = len > MAX_VALUE_LEN;
    let place = mismatch.path.0.len();
    let member = |inner: &Mismatch| MemberMismatch { path: path_text(&inner.path.below(place)), reason: inner.reason };
    ViolationSample {
        id: document.id.map(str::to_owned),
        position: document.position,
        path: path_text(&mismatch.path),
        value: value.filter(|_| !too_long).map(to_encoded),
        omitted_bytes: too_long.then_some(len as u64),
        closest_member: mismatch.members.iter().take(MAX_MEMBERS).map(member).collect(),
    }
}

fn path_text(path: &Path) -> String {
    let mut text = path.to_string();
    shorten(&mut text);
    text
}

/// Cuts a path that is too long.
pub(super) fn shorten(path: &mut String) {
    if path.len() > MAX_PATH_LEN {
        let end = (0..=MAX_PATH_LEN).rev().find(|end| path.is_char_boundary(*end));
        path.truncate(end.unwrap_or_default());
        path.push('…');
    }
}
