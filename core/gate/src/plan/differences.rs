//! Differences of two types, place by place.

use super::merge::is_in;
use super::pairing::{members, partner};
use crate::schema::{Field, Object, Path, Segment, Validator};
use crate::value::Name;

/// A difference of two types.
#[derive(Clone, Debug)]
pub(super) struct Difference<'a> {
    /// Place of the difference.
    pub(super) path: Path,
    /// Kind of the difference.
    pub(super) kind: DifferenceKind<'a>,
}

/// Kind of a difference.
#[derive(Clone, Copy, Debug)]
pub(super) enum DifferenceKind<'a> {
    /// Only the new type has the field.
    Added(&'a Field),
    /// Only the old type has the field.
    Removed(&'a Field),
    /// The field was optional and is required.
    Required(&'a Field),
    /// The field was required and is optional.
    Optional(&'a Field),
    /// The types differ in another way.
    Changed(&'a Validator, &'a Validator),
}

impl Difference<'_> {
    /// Checks if the new type may refuse values of the old one because of the difference.
    pub(super) fn narrows(&self) -> bool {
        match self.kind {
            DifferenceKind::Added(field) => !field.optional,
            DifferenceKind::Removed(_) | DifferenceKind::Required(_) => true,
            DifferenceKind::Optional(_) => false,
            DifferenceKind::Changed(old, new) => !is_in(old, new),
        }
    }

    /// Returns the old and the new form at the place, as text.
    pub(super) fn texts(&self) -> (Option<String>, Option<String>) {
        match self.kind {
            DifferenceKind::Added(field) => (None, Some(text_of(field))),
            DifferenceKind::Removed(field) => (Some(text_of(field)), None),
            DifferenceKind::Required(field) => (Some(optional(field)), Some(field.validator.to_string())),
            DifferenceKind::Optional(field) => (Some(field.validator.to_string()), Some(optional(field))),
            DifferenceKind::Changed(old, new) => (Some(old.to_string()), Some(new.to_string())),
        }
    }
}

fn text_of(field: &Field) -> String {
    if field.optional { optional(field) } else { field.validator.to_string() }
}

fn optional(field: &Field) -> String {
    format!("v.optional({})", field.validator)
}

/// Finds the differences of two types, in order of their places.
pub(super) fn differences<'a>(old: &'a Validator, new: &'a Validator) -> Vec<Difference<'a>> {
    let mut found = Vec::new();
    walk(old, new, &mut Path::default(), &mut found);
    found
}

fn walk<'a>(old: &'a Validator, new: &'a Validator, path: &mut Path, found: &mut Vec<Difference<'a>>) {
    if old == new {
        return;
    }
    match (old, new) {
        (Validator::Object(old), Validator::Object(new)) => walk_objects(old, new, path, found),
        (Validator::Array(old), Validator::Array(new)) => inside(Segment::Index(0), old, new, path, found),
        (Validator::Record(old_keys, old), Validator::Record(new_keys, new)) if old_keys == new_keys => {
            inside(Segment::Entry, old, new, path, found);
        }
        (Validator::Union(_), Validator::Union(_)) => walk_unions(old, new, path, found),
        _ => found.push(Difference { path: path.clone(), kind: DifferenceKind::Changed(old, new) }),
    }
}

fn inside<'a>(step: Segment, old: &'a Validator, new: &'a Validator, path: &mut Path, found: &mut Vec<Difference<'a>>) {
    path.0.push(step);
    walk(old, new, path, found);
    path.0.pop();
}

fn walk_objects<'a>(old: &'a Object, new: &'a Object, path: &mut Path, found: &mut Vec<Difference<'a>>) {
    let at = |name: &Name, path: &Path| {
        let mut path = path.clone();
        path.0.push(Segment::Field(name.clone()));
        path
    };
    for (name, field) in old.iter() {
        let Some(other) = new.get(name) else {
            found.push(Difference { path: at(name, path), kind: DifferenceKind::Removed(field) });
            continue;
        };
        match (field.optional, other.optional) {
            (true, false) => found.push(Difference { path: at(name, path), kind: DifferenceKind::Required(other) }),
            (false, true) => found.push(Difference { path: at(name, path), kind: DifferenceKind::Optional(other) }),
            _ => {}
        }
        inside(Segment::Field(name.clone()), &field.validator, &other.validator, path, found);
    }
    for (name, field) in new.iter().filter(|(name, _)| old.get(name).is_none()) {
        found.push(Difference { path: at(name, path), kind: DifferenceKind::Added(field) });
    }
}

/// Compares the members that are forms of the same object, if all members of the old side have such a form or are kept.
fn walk_unions<'a>(old: &'a Validator, new: &'a Validator, path: &mut Path, found: &mut Vec<Difference<'a>>) {
    let (old_members, new_members) = (members(old), members(new));
    let counterpart = |member: &'a Validator| {
        if let Some(same) = new_members.iter().find(|other| **other == member) {
            return Some((member, *same));
        }
        let Validator::Object(object) = member else { return None };
        partner(object, &old_members, &new_members).and_then(|index| Some((member, *new_members.get(index)?)))
    };
    let pairs: Option<Vec<_>> = old_members.iter().map(|member| counterpart(member)).collect();
    match pairs {
        Some(pairs) if pairs.len() == new_members.len() => {
            pairs.into_iter().for_each(|(old, new)| walk(old, new, path, found));
        }
        _ => found.push(Difference { path: path.clone(), kind: DifferenceKind::Changed(old, new) }),
    }
}
