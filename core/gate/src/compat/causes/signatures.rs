//! Changes of the signatures in function handles.

use crate::compat::align::align;
use crate::schema::{Path, Segment, Signature, Validator};

/// A place where both sides have a function handle, with different signatures.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::compat) struct SignatureChange<'a> {
    /// Path of the place.
    pub(in crate::compat) path: Path,
    /// The baseline's signature.
    pub(in crate::compat) old: &'a Signature,
    /// The candidate's signature.
    pub(in crate::compat) new: &'a Signature,
}

/// Finds each place where the signature of a function handle differs. In a union, handles are compared if each side has
/// one.
pub(in crate::compat) fn signature_changes<'a>(old: &'a Validator, new: &'a Validator) -> Vec<SignatureChange<'a>> {
    let mut found = Vec::new();
    compare(old, new, &mut Path::default(), &mut found);
    found
}

fn compare<'a>(old: &'a Validator, new: &'a Validator, path: &mut Path, found: &mut Vec<SignatureChange<'a>>) {
    let mut inside = |step: Segment, old: &'a Validator, new: &'a Validator| {
        path.0.push(step);
        compare(old, new, path, found);
        path.0.pop();
    };
    match (old, new) {
        (Validator::Object(old), Validator::Object(new)) => {
            for (name, old, new) in align(old.iter(), new.iter()) {
                if let Some((old, new)) = old.zip(new) {
                    inside(Segment::Field(name.clone()), &old.validator, &new.validator);
                }
            }
        }
        (Validator::Array(old), Validator::Array(new)) => inside(Segment::Index(0), old, new),
        (Validator::Record(old_keys, old), Validator::Record(new_keys, new)) => {
            inside(Segment::Key, old_keys, new_keys);
            inside(Segment::Entry, old, new);
        }
        (old, new) => {
            if let (Some(old), Some(new)) = (only_signature(old), only_signature(new))
                && old != new
            {
                found.push(SignatureChange { path: path.clone(), old, new });
            } else if let (Some(old), Some(new)) = (only_container(old), only_container(new)) {
                compare(old, new, path, found);
            }
        }
    }
}

/// Returns the signature of a handle, or of the only handle in a union.
fn only_signature(validator: &Validator) -> Option<&Signature> {
    match validator {
        Validator::Function(signature) => Some(signature),
        Validator::Union(members) => only(members.iter().filter_map(only_signature)),
        _ => None,
    }
}

/// Returns the only member of a union that has parts.
fn only_container(validator: &Validator) -> Option<&Validator> {
    let Validator::Union(members) = validator else { return None };
    let has_parts = |member: &&Validator| {
        matches!(member, Validator::Object(_) | Validator::Array(_) | Validator::Record(..) | Validator::Union(_))
    };
    only(members.iter().filter(has_parts))
}

fn only<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    let first = items.next()?;
    items.next().is_none().then_some(first)
}
