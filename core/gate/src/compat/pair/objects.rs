//! The objects among the values of a validator.

use std::borrow::Cow;

use crate::schema::Validator;

/// The objects of a validator: documents and arguments are objects, whatever the validator says beyond.
pub(super) fn objects_of(validator: &Validator) -> Cow<'_, Validator> {
    match validator {
        Validator::Object(_) | Validator::Record(..) => Cow::Borrowed(validator),
        Validator::Any => Cow::Owned(Validator::any_object()),
        Validator::Union(members) => {
            Cow::Owned(Validator::Union(members.iter().map(|member| objects_of(member).into_owned()).collect()))
        }
        _ => Cow::Owned(Validator::Union(Vec::new())),
    }
}
