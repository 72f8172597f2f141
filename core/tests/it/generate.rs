//! Generates validators, changes of them, and values of them.

use crate::build::{array, function, handle_text, id, literal, object, record, union};
use convex_ops::schema::{Field, Object, Signature, Validator};
use convex_ops::value::{DocumentId, Fields, Name, Tables, Value};
use proptest::prelude::*;

/// Validators of at most four levels over a small alphabet, so that two of them have much in common.
pub(crate) fn validators() -> impl Strategy<Value = Validator> {
    leaves().prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            2 => inner.clone().prop_map(array),
            2 => (keys(), inner.clone()).prop_map(|(keys, values)| record(keys, values)),
            5 => fields(inner.clone()).prop_map(|fields| Validator::Object(fields.into_iter().collect())),
            4 => prop::collection::vec(inner, 0..4).prop_map(union),
        ]
    })
}

/// The fields of an object validator, each name at most once, in any order.
pub(crate) fn fields(types: impl Strategy<Value = Validator>) -> impl Strategy<Value = Vec<(Name, Field)>> {
    let names = prop::sample::subsequence(vec!["a", "b", "c"], 0..=3).prop_shuffle();
    let field = (types, any::<bool>()).prop_map(|(validator, optional)| Field { validator, optional });
    (names, prop::collection::vec(field, 3))
        .prop_map(|(names, fields)| names.into_iter().map(Name::from).zip(fields).collect())
}

fn leaves() -> impl Strategy<Value = Validator> {
    use Validator::{Any, Boolean, Bytes, CommitTs, Float64, Int64, Null, String};
    let simple = prop::sample::select(vec![Null, Float64, Int64, CommitTs, Boolean, String, Bytes, Any]);
    let literals =
        vec![literal("x"), literal("y"), literal(""), literal(0.0), literal(-0.0), literal(7), literal(true)];
    let handles = vec![function(), with_signature(), literal(handle_text(0).as_str())];
    prop_oneof![
        6 => simple,
        5 => prop::sample::select(literals),
        2 => prop::sample::select(vec![id("a"), id("b")]),
        1 => prop::sample::select(handles),
    ]
}

fn with_signature() -> Validator {
    let (args, returns) = (Some(object([("a", Validator::String)])), Some(Validator::Null));
    Validator::Function(Box::new(Signature { fn_type: Some("mutation".into()), args, returns }))
}

fn keys() -> impl Strategy<Value = Validator> {
    let keys = vec![Validator::String, id("a"), union([id("a"), id("b")]), union([literal("a"), literal("z")])];
    prop::sample::select(keys)
}

/// Pairs of validators that differ by some changes, so that "yes" and "no" are both frequent.
pub(crate) fn related() -> impl Strategy<Value = (Validator, Validator)> {
    (validators(), any::<u64>(), 0..4usize).prop_map(|(validator, seed, changes)| {
        let mut dice = Dice::new(seed);
        let other = (0..changes).fold(validator.clone(), |validator, _| changed(&validator, &mut dice));
        (validator, other)
    })
}

/// Small whole numbers from a seed, the same on every machine.
#[derive(Clone, Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `sides` (SplitMix64).
    pub(crate) fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) as usize % sides.max(1)
    }

    fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        items.get(self.below(items.len()))
    }
}

/// A value of a validator; `None` if it has none or none was found. Keys and names respect the limits of decoding.
pub(crate) fn value_of(validator: &Validator, tables: &Tables, dice: &mut Dice) -> Option<Value> {
    Some(match validator {
        Validator::Null => Value::Null,
        Validator::Boolean => Value::Boolean(dice.below(2) == 1),
        Validator::Float64 => Value::Float64(*dice.pick(&[0.0, -0.0, 1.0, -1.5, f64::NAN, f64::INFINITY])?),
        Validator::Int64 | Validator::CommitTs => Value::Int64(*dice.pick(&[0, 7, i64::MIN, i64::MAX])?),
        Validator::String => Value::String(text(tables, dice)),
        Validator::Bytes => Value::Bytes(vec![0; dice.below(3)]),
        Validator::Literal(literal) => literal.value().clone(),
        Validator::Id(table) => Value::String(id_of(tables.number(table)?, dice)),
        Validator::Function(_) => Value::String(handle(dice)),
        Validator::Any | Validator::Unknown(_) => return value_of(&any_kind(dice), tables, dice),
        Validator::Union(members) => {
            let start = dice.below(members.len());
            let turned = members.iter().cycle().skip(start).take(members.len());
            return turned.into_iter().find_map(|member| value_of(member, tables, dice));
        }
        Validator::Array(element) => {
            let elements = (0..dice.below(4)).map_while(|_| value_of(element, tables, dice));
            Value::Array(elements.collect())
        }
        Validator::Record(keys, values) => {
            let entries = dice.below(4);
            let entry = |_| {
                let key = value_of(keys, tables, dice)?;
                Some((Name::from(key.as_str()?), value_of(values, tables, dice)?))
            };
            Value::Object((0..entries).map_while(entry).collect())
        }
        Validator::Object(object) => return fields_of(object, tables, dice).map(Value::Object),
    })
}

fn fields_of(object: &Object, tables: &Tables, dice: &mut Dice) -> Option<Fields> {
    let mut fields = Fields::new();
    for (name, field) in object.iter() {
        if field.optional && dice.below(3) == 0 {
            continue;
        }
        match value_of(&field.validator, tables, dice) {
            Some(value) => drop(fields.insert(name.clone(), value)),
            None if field.optional => {}
            None => return None,
        }
    }
    Some(fields)
}

fn text(tables: &Tables, dice: &mut Dice) -> String {
    let tables: Vec<u32> = tables.iter().map(|(_, number)| number).collect();
    match (dice.below(8), dice.pick(&tables).copied()) {
        (0, Some(table)) => id_of(table, dice),
        (1, _) => handle(dice),
        (number, _) => ["", "x", "y", "a", "b", "z", "a text"][number % 7].to_owned(),
    }
}

fn handle(dice: &mut Dice) -> String {
    let path = ["", "#", "#messages:send"];
    handle_text(dice.below(3) as u8) + path[dice.below(path.len())]
}

fn id_of(table: u32, dice: &mut Dice) -> String {
    DocumentId { table, internal: [dice.below(3) as u8; 16] }.to_string()
}

fn any_kind(dice: &mut Dice) -> Validator {
    use Validator::{Boolean, Bytes, Float64, Int64, Null, String};
    match dice.below(8) {
        0 => array(String),
        1 => object([("a?", Float64), ("z?", Null)]),
        kind => [Null, Boolean, Float64, Int64, String, Bytes][kind - 2].clone(),
    }
}

/// A validator that differs from another in one or two places.
pub(crate) fn changed(validator: &Validator, dice: &mut Dice) -> Validator {
    match validator {
        Validator::Array(element) if dice.below(4) > 0 => array(changed(element, dice)),
        Validator::Record(keys, values) if dice.below(4) > 0 => record((**keys).clone(), changed(values, dice)),
        Validator::Object(object) if dice.below(5) > 0 && !object.is_empty() => changed_object(object, dice),
        Validator::Union(members) if !members.is_empty() => changed_union(members, dice),
        other => match dice.below(6) {
            0 => Validator::Any,
            1 => union([other.clone(), Validator::Null]),
            2 => union([other.clone(), array(other.clone())]),
            3 => widened(other),
            4 => union([]),
            _ => other.clone(),
        },
    }
}

fn widened(validator: &Validator) -> Validator {
    match validator {
        Validator::Id(_) | Validator::Function(_) => Validator::String,
        Validator::Literal(literal) => match literal.value() {
            Value::Boolean(_) => Validator::Boolean,
            Value::Float64(_) => Validator::Float64,
            Value::Int64(_) => Validator::CommitTs,
            _ => Validator::String,
        },
        Validator::Object(_) => Validator::any_object(),
        Validator::Boolean => union([true, false].map(literal)),
        _ => Validator::Any,
    }
}

fn changed_object(object: &Object, dice: &mut Dice) -> Validator {
    let mut object = object.clone();
    let names: Vec<Name> = object.iter().map(|(name, _)| name.clone()).collect();
    let name = dice.pick(&names).cloned().unwrap_or_default();
    match dice.below(5) {
        0 => drop(object.insert("new".into(), Field::optional(Validator::String))),
        1 => object.retain(|other, _| *other != name),
        2 => object.get_mut(&name).into_iter().for_each(|field| field.optional = !field.optional),
        _ => object.get_mut(&name).into_iter().for_each(|field| field.validator = changed(&field.validator, dice)),
    }
    Validator::Object(object)
}

fn changed_union(members: &[Validator], dice: &mut Dice) -> Validator {
    let mut members = members.to_vec();
    let at = dice.below(members.len());
    match dice.below(4) {
        0 => drop(members.remove(at)),
        1 => members.push(literal("new")),
        2 => members.reverse(),
        _ => members[at] = changed(&members[at], dice),
    }
    union(members)
}

/// An equal validator, with every union in a field moved out of its object.
pub(crate) fn distributed(validator: &Validator) -> Validator {
    validator.clone().map(&|part| match part {
        Validator::Object(object) => union(alternatives(&object).into_iter().map(Validator::Object)),
        other => other,
    })
}

fn alternatives(object: &Object) -> Vec<Object> {
    let mut all = vec![Object::default()];
    for (name, field) in object.iter() {
        let members = match &field.validator {
            Validator::Union(members) if !members.is_empty() => members.clone(),
            Validator::Boolean => [true, false].map(literal).to_vec(),
            other => vec![other.clone()],
        };
        let with = |object: &Object| {
            let with = |member: &Validator| {
                let mut object = object.clone();
                object.insert(name.clone(), Field { validator: member.clone(), optional: field.optional });
                object
            };
            members.iter().map(with).collect::<Vec<_>>()
        };
        all = all.iter().flat_map(with).collect();
    }
    all
}

/// Any value within the limits.
pub(crate) fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Boolean),
        any::<i64>().prop_map(Value::Int64),
        any::<u64>().prop_map(|bits| Value::Float64(f64::from_bits(bits))),
        prop::sample::select(vec![0.0, -0.0, f64::INFINITY, f64::NEG_INFINITY, 1e300, 5e-324, 123.0])
            .prop_map(Value::Float64),
        ".{0,12}".prop_map(Value::String),
        prop::collection::vec(any::<u8>(), 0..12).prop_map(Value::Bytes),
    ];
    leaf.prop_recursive(4, 32, 5, |inner| {
        let name = "[ -#%-~][ -~]{0,6}|".prop_map(Name::from);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::Array),
            prop::collection::btree_map(name, inner, 0..5).prop_map(Value::Object),
        ]
    })
}
