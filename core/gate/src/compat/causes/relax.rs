//! Removal of a cause, to find the others.

use crate::schema::check::Reason;
use crate::schema::{Field, Path, Segment, Validator};

/// Makes a validator accept the value it refuses at a path, and always more than before.
pub(super) fn take_away(validator: &mut Validator, path: &Path, reason: Reason) {
    let before = validator.clone();
    relax(validator, &path.0, reason);
    let mut outside = path.0.as_slice();
    while *validator == before
        && let Some((_, shorter)) = outside.split_last()
    {
        outside = shorter;
        relax(validator, outside, Reason::WrongType);
    }
}

/// Makes a validator accept everything at a path that its own check reported.
pub(super) fn relax(validator: &mut Validator, path: &[Segment], reason: Reason) {
    match (validator, path) {
        (Validator::Object(object), [Segment::Field(name)]) if reason == Reason::MissingField => {
            if let Some(field) = object.get_mut(name) {
                field.optional = true;
            }
        }
        (Validator::Object(object), [Segment::Field(name)]) if reason == Reason::ExtraField => {
            object.insert(name.clone(), Field::optional(Validator::Any));
        }
        (Validator::Object(object), [Segment::Field(name), rest @ ..]) => {
            if let Some(field) = object.get_mut(name) {
                relax(&mut field.validator, rest, reason);
            }
        }
        (Validator::Array(element), [Segment::Index(_), rest @ ..]) => relax(element, rest, reason),
        (Validator::Record(keys, _), [Segment::Key, ..]) => **keys = Validator::String,
        (Validator::Record(_, values), [Segment::Entry, rest @ ..]) => relax(values, rest, reason),
        // A union with one member reports as that member; with several, only the members that the path can lead into
        // are relaxed.
        (Validator::Union(members), [step, ..]) => {
            let single = members.len() == 1;
            let meant = members.iter_mut().filter(|member| single || leads_into(member, step));
            meant.for_each(|member| relax(member, path, reason));
        }
        (Validator::Union(members), []) if members.len() == 1 => {
            members.iter_mut().for_each(|member| relax(member, path, reason));
        }
        (validator, _) => *validator = Validator::Any,
    }
}

/// Checks if values of this kind have such steps.
fn leads_into(validator: &Validator, step: &Segment) -> bool {
    match step {
        Segment::Field(_) => matches!(validator, Validator::Object(_)),
        Segment::Index(_) => matches!(validator, Validator::Array(_)),
        Segment::Key | Segment::Entry => matches!(validator, Validator::Record(..)),
    }
}
