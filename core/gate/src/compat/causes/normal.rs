//! The normal form of a validator: one way to write it.

use super::text::text;
use crate::schema::{Field, Literal, Validator};
use crate::value::{Value, is_function_handle};

/// Returns a validator with the same values whose unions are flat, sorted, without repetitions and without scalars that
/// another member includes. Answers about it depend on the values of a validator, and not on how its unions are written.
pub(super) fn normal(validator: &Validator) -> Validator {
    match validator {
        Validator::CommitTs => Validator::Int64,
        Validator::Function(_) => Validator::Function(Box::default()),
        Validator::Array(element) => Validator::Array(Box::new(normal(element))),
        Validator::Record(keys, values) => Validator::Record(Box::new(normal(keys)), Box::new(normal(values))),
        Validator::Object(object) => {
            let fields = object.iter().map(|(name, field)| {
                (name.clone(), Field { validator: normal(&field.validator), optional: field.optional })
            });
            Validator::Object(fields.collect())
        }
        Validator::Union(members) => {
            let mut flat = Vec::new();
            members.iter().for_each(|member| add(normal(member), &mut flat));
            union(flat)
        }
        leaf => leaf.clone(),
    }
}

/// Adds a member, or the members of a union.
fn add(member: Validator, flat: &mut Vec<Validator>) {
    match member {
        Validator::Union(members) => flat.extend(members),
        member => flat.push(member),
    }
}

fn union(mut members: Vec<Validator>) -> Validator {
    if members.contains(&Validator::Any) {
        return Validator::Any;
    }
    let truth = |value| Literal::new(Value::Boolean(value)).map(Validator::Literal);
    if [true, false].into_iter().all(|value| truth(value).is_some_and(|literal| members.contains(&literal))) {
        members.push(Validator::Boolean);
    }
    let has = |kind: &Validator| members.contains(kind);
    let (strings, floats) = (has(&Validator::String), has(&Validator::Float64));
    let (integers, booleans) = (has(&Validator::Int64), has(&Validator::Boolean));
    let functions = members.iter().any(|member| matches!(member, Validator::Function(_)));
    members.retain(|member| match member {
        Validator::Id(_) | Validator::Function(_) => !strings,
        Validator::Literal(literal) => match literal.value() {
            Value::String(text) => !(strings || functions && is_function_handle(text)),
            Value::Float64(_) => !floats,
            Value::Int64(_) => !integers,
            Value::Boolean(_) => !booleans,
            _ => true,
        },
        _ => true,
    });
    members.sort_by_cached_key(text);
    members.dedup();
    if members.len() == 1 { members.remove(0) } else { Validator::Union(members) }
}
