//! Examples of violations.

use super::Position;
use super::evidence::{MemberMismatch, Sample};
use crate::schema::Path;
use crate::schema::check::Mismatch;
use crate::value::{Value, encoded_len, to_encoded};

/// The longest JSON of a sample's value that is kept.
const MAX_VALUE_LEN: usize = 1024;
/// The longest path that is kept whole: field names can be long, and there can be many.
const MAX_PATH_LEN: usize = 512;
/// How many of the places are kept at which the closest member of a union refuses a value.
const MAX_MEMBERS: usize = 4;

/// A document. Those with an id come first, by id.
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

    /// The document of a sample.
    pub(super) fn of(sample: &'a Sample) -> Self {
        Self::new(sample.id.as_deref(), sample.position)
    }
}

/// A violation of a document as an example.
pub(super) fn sample(document: &Document<'_>, mismatch: &Mismatch, value: Option<&Value>) -> Sample {
    let len = value.map_or(0, encoded_len);
    let too_long = len > MAX_VALUE_LEN;
    let place = mismatch.path.0.len();
    let member = |inner: &Mismatch| MemberMismatch { path: shown(&inner.path.below(place)), reason: inner.reason };
    Sample {
        id: document.id.map(str::to_owned),
        position: document.position,
        path: shown(&mismatch.path),
        value: value.filter(|_| !too_long).map(to_encoded),
        omitted_bytes: too_long.then_some(len as u64),
        closest_member: mismatch.members.iter().take(MAX_MEMBERS).map(member).collect(),
    }
}

fn shown(path: &Path) -> String {
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
