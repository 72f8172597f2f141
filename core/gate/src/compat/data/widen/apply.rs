//! Widening of a validator by the values that were seen.

use super::seen::{Literals, SeenValues};
use crate::schema::{Field, Literal, Object, Segment, Validator};
use crate::value::{Encoding, decode};

/// Widens the validator of a table's documents to accept every value that was seen. New literals are values of
/// documents, which are private: without `literals`, the validator contains only kinds.
pub(in crate::compat::data) fn widen_document(validator: &Validator, seen: &SeenValues, literals: bool) -> Validator {
    // A document is an object, a union of objects, or any.
    if seen.any_extra {
        return Validator::Any;
    }
    let wider = widen(validator, seen, literals);
    let is_record = |member: &Validator| matches!(member, Validator::Record(..));
    match &wider {
        Validator::Union(members) if members.iter().any(is_record) && !has_record(validator) => Validator::Any,
        _ => wider,
    }
}

fn has_record(validator: &Validator) -> bool {
    match validator {
        Validator::Record(..) => true,
        Validator::Union(members) => members.iter().any(has_record),
        _ => false,
    }
}

fn widen(validator: &Validator, seen: &SeenValues, literals: bool) -> Validator {
    let inside = |validator: &Validator, segment| match seen.inside(&segment) {
        Some(seen) => widen(validator, seen, literals),
        None => validator.clone(),
    };
    let wider = match validator {
        Validator::Array(element) => Validator::Array(Box::new(inside(element, Segment::Index(0)))),
        Validator::Record(keys, values) => {
            Validator::Record(Box::new(inside(keys, Segment::Key)), Box::new(inside(values, Segment::Entry)))
        }
        Validator::Object(object) => widen_object(object, seen, literals),
        // A union with one member is treated as that member.
        Validator::Union(members) => match members.as_slice() {
            [only] => return widen(only, seen, literals),
            _ => validator.clone(),
        },
        leaf => leaf.clone(),
    };
    with_members(wider, new_members(validator, seen, literals))
}

fn widen_object(object: &Object, seen: &SeenValues, literals: bool) -> Validator {
    let mut wider = Object::default();
    for (name, field) in object.iter() {
        let field = match seen.inside(&Segment::Field(name.clone())) {
            Some(seen) => {
                Field { validator: widen(&field.validator, seen, literals), optional: field.optional || seen.missing }
            }
            None => field.clone(),
        };
        wider.insert(name.clone(), field);
    }
    for (name, field) in &seen.fields {
        if let Some(shape) = &field.extra {
            wider.insert(name.clone(), Field::optional(shape.validator()));
        }
    }
    Validator::Object(wider)
}

/// Returns the additional members that the validator must accept.
fn new_members(validator: &Validator, seen: &SeenValues, with_literals: bool) -> Vec<Validator> {
    let mut members = Vec::new();
    if let Some(refused) = &seen.refused {
        match &seen.literals {
            Literals::Few(literals) if with_literals && is_union_of_literals(validator) => {
                let literals = literals.iter().filter_map(|text| decode(text, Encoding::Encoded).ok());
                members.extend(literals.filter_map(Literal::new).map(Validator::Literal));
                members.extend(refused.clone().without_literals().validators());
            }
            _ => members.extend(refused.validators()),
        }
    }
    if seen.any_extra {
        members.push(Validator::any_object());
    }
    members
}

fn is_union_of_literals(validator: &Validator) -> bool {
    matches!(validator, Validator::Union(members)
        if members.len() > 1 && members.iter().all(|member| matches!(member, Validator::Literal(_))))
}

fn with_members(validator: Validator, new: Vec<Validator>) -> Validator {
    if new.is_empty() {
        return validator;
    }
    if new.contains(&Validator::Any) {
        return Validator::Any;
    }
    let mut members = match validator {
        Validator::Union(members) => members,
        other => vec![other],
    };
    for member in new {
        if !members.contains(&member) {
            members.push(member);
        }
    }
    Validator::Union(members)
}
