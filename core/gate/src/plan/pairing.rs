//! Members of two unions that are forms of the same thing.

use crate::schema::{Object, Validator};

/// Returns the members of a union, unfolded; a validator of another type is its only member.
pub(super) fn members(validator: &Validator) -> Vec<&Validator> {
    match validator {
        Validator::Union(members) => members.iter().flat_map(members_of).collect(),
        other => vec![other],
    }
}

fn members_of(validator: &Validator) -> Vec<&Validator> {
    members(validator)
}

/// Finds the object among `others` that is another form of `object`: the only one with the same tags, or the only object
/// on both sides if neither has tags.
pub(super) fn partner(object: &Object, own: &[&Validator], others: &[&Validator]) -> Option<usize> {
    let objects =
        |members: &[&Validator]| members.iter().filter(|member| matches!(member, Validator::Object(_))).count();
    if objects(own) == 1 && objects(others) == 1 {
        return others.iter().position(|member| matches!(member, Validator::Object(_)));
    }
    let alike = |member: &&Validator| matches!(member, Validator::Object(other) if share_tags(object, other));
    let mut found = others.iter().enumerate().filter(|(_, member)| alike(member));
    let first = found.next().map(|(index, _)| index);
    first.filter(|_| found.next().is_none())
}

/// Checks if two objects require a common field to be the same literal, and none to be different literals.
fn share_tags(one: &Object, other: &Object) -> bool {
    let mut shared = false;
    for (name, field) in one.iter() {
        if let (Validator::Literal(tag), Some(Validator::Literal(counterpart))) =
            (&field.validator, other.get(name).map(|field| &field.validator))
        {
            if tag != counterpart {
                return false;
            }
            shared = true;
        }
    }
    shared
}
