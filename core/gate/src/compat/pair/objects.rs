//! Restriction of a validator to objects.

use std::borrow::Cow;

use crate::schema::Validator;

/// Restricts a validator to its objects: documents and arguments are always objects.
pub(super) fn objects_of(validator: &Validator) -> Cow<'_, Validator> {
    match validator {
        Validator::Object(_) | Validator::Record(..) | Validator::Unknown(_) => Cow::Borrowed(validator),
        Validator::Any => Cow::Owned(Validator::any_object()),
        Validator::Union(members) => {
            Cow::Owned(Validator::Union(members.iter().map(|member| objects_of(member).into_owned()).collect()))
        }
        _ => Cow::Owned(Validator::Union(Vec::new())),
    }
}
