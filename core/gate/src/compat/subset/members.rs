//! The members of unions.

use crate::schema::Validator;

/// The members of a union, and of the unions inside it.
pub(super) fn flatten<'v>(validator: &'v Validator, members: &mut Vec<&'v Validator>) {
    match validator {
        Validator::Union(inner) => inner.iter().for_each(|member| flatten(member, members)),
        other => members.push(other),
    }
}
