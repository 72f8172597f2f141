//! The narrowest type of a common form that accepts everything that two types accept.

use super::pairing::{members, partner};
use crate::compat::{Inclusion, subset};
use crate::schema::check::Reader;
use crate::schema::{Field, Object, Validator};
use crate::value::Tables;

/// Maximum number of steps of a question. Without an answer, both types are kept.
const BUDGET: u64 = 20_000;

/// Returns a type that accepts every value of both: fields of one side become optional, other differences unions.
pub(super) fn merge(old: &Validator, new: &Validator) -> Validator {
    if old == new {
        return new.clone();
    }
    // An object without values is in every type, but its fields still have to be in the merged one: migrations name them.
    if let (Validator::Object(old_fields), Validator::Object(new_fields)) = (old, new)
        && (has_no_values(old) || has_no_values(new))
    {
        return Validator::Object(merge_objects(old_fields, new_fields));
    }
    if is_in(old, new) {
        return new.clone();
    }
    if is_in(new, old) {
        return old.clone();
    }
    match (old, new) {
        (Validator::Object(old), Validator::Object(new)) => Validator::Object(merge_objects(old, new)),
        (Validator::Array(old), Validator::Array(new)) => Validator::Array(Box::new(merge(old, new))),
        (Validator::Record(old_keys, old), Validator::Record(new_keys, new)) => {
            Validator::Record(Box::new(merge(old_keys, new_keys)), Box::new(merge(old, new)))
        }
        _ => merge_unions(old, new),
    }
}

/// Returns an object that accepts both: a field is required if both require it.
pub(super) fn merge_objects(old: &Object, new: &Object) -> Object {
    let mut merged = Object::default();
    for (name, field) in old.iter() {
        let field = match new.get(name) {
            Some(other) => Field {
                validator: merge(&field.validator, &other.validator),
                optional: field.optional || other.optional,
            },
            None => Field::optional(field.validator.clone()),
        };
        merged.insert(name.clone(), field);
    }
    for (name, field) in new.iter().filter(|(name, _)| old.get(name).is_none()) {
        merged.insert(name.clone(), Field::optional(field.validator.clone()));
    }
    merged
}

/// Merges the members that are forms of the same object, and keeps the others beside each other.
fn merge_unions(old: &Validator, new: &Validator) -> Validator {
    let (old, new) = (members(old), members(new));
    let mut merged: Vec<Validator> = new.iter().map(|member| (*member).clone()).collect();
    let mut taken = vec![false; new.len()];
    let mut beside = Vec::new();
    for member in &old {
        let counterpart = match member {
            Validator::Object(object) => partner(object, &old, &new),
            _ => None,
        };
        match counterpart.and_then(|index| Some((taken.get_mut(index)?, merged.get_mut(index)?))) {
            Some((taken, counterpart)) if !*taken => {
                *taken = true;
                *counterpart = merge(member, counterpart);
            }
            _ => beside.push((*member).clone()),
        }
    }
    for member in beside {
        if !merged.iter().any(|other| is_in(&member, other)) {
            merged.retain(|other| !is_in(other, &member));
            merged.push(member);
        }
    }
    match merged.as_slice() {
        [only] => only.clone(),
        _ => Validator::Union(merged),
    }
}

/// Checks if a type certainly has no values, such as an object with a required field of the type `v.union()`.
fn has_no_values(validator: &Validator) -> bool {
    is_in(validator, &Validator::Union(Vec::new()))
}

/// Checks if a type is certainly included in another.
pub(super) fn is_in(one: &Validator, other: &Validator) -> bool {
    subset(one, other, Reader::Closed, &Tables::default(), BUDGET) == Inclusion::Yes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(json: &str) -> Validator {
        Validator::parse(json).unwrap()
    }

    fn object(fields: &str) -> Validator {
        parse(&format!(r#"{{"type": "object", "value": {{{fields}}}}}"#))
    }

    #[test]
    fn fields_of_one_side_become_optional() {
        let old = object(r#""a": {"fieldType": {"type": "string"}, "optional": false}"#);
        let new = object(r#""b": {"fieldType": {"type": "number"}, "optional": false}"#);
        let both = "v.object({a: v.optional(v.string()), b: v.optional(v.float64())})";
        assert_eq!(merge(&old, &new).to_string(), both);
    }

    #[test]
    fn fields_of_an_object_without_values_are_kept() {
        let old = object(r#""a": {"fieldType": {"type": "string"}, "optional": false}"#);
        let new = object(
            r#""a": {"fieldType": {"type": "string"}, "optional": false},
               "b": {"fieldType": {"type": "union", "value": []}, "optional": false}"#,
        );
        let both = "v.object({a: v.string(), b: v.optional(v.union())})";
        assert_eq!(merge(&old, &new).to_string(), both);
        assert_eq!(merge(&new, &old).to_string(), both);
        let nested = |inner| Validator::Array(Box::new(inner));
        assert_eq!(merge(&nested(old.clone()), &nested(new)).to_string(), nested(old).to_string());
    }

    #[test]
    fn wider_side_is_kept() {
        let literal = parse(r#"{"type": "literal", "value": "x"}"#);
        assert_eq!(merge(&literal, &Validator::String), Validator::String);
        assert_eq!(merge(&Validator::Any, &literal), Validator::Any);
        assert_eq!(merge(&Validator::String, &Validator::Null).to_string(), "v.union(v.null(), v.string())");
    }

    #[test]
    fn members_with_the_same_tag_are_merged() {
        let tagged = |tag: &str, field: &str| {
            format!(
                r#"{{"type": "object", "value": {{"kind": {{"fieldType": {{"type": "literal", "value": "{tag}"}}, "optional": false}},
                    "{field}": {{"fieldType": {{"type": "string"}}, "optional": false}}}}}}"#
            )
        };
        let union = |members: &[String]| parse(&format!(r#"{{"type": "union", "value": [{}]}}"#, members.join(", ")));
        let old = union(&[tagged("a", "x"), tagged("b", "x")]);
        let new = union(&[tagged("a", "y"), tagged("b", "x")]);
        assert_eq!(
            merge(&old, &new).to_string(),
            "v.union(v.object({kind: v.literal(\"a\"), x: v.optional(v.string()), y: v.optional(v.string())}), \
             v.object({kind: v.literal(\"b\"), x: v.string()}))"
        );
    }
}
