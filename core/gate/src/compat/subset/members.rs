//! Members of unions.

use crate::schema::Validator;

/// Collects the members of a union, and of nested unions.
pub(super) fn flatten<'v>(validator: &'v Validator, members: &mut Vec<&'v Validator>) {
    match validator {
        Validator::Union(inner) => inner.iter().for_each(|member| flatten(member, members)),
        other => members.push(other),
    }
}
