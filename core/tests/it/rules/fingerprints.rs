//! A fingerprint stands for the break: it changes with the values that are refused, and with nothing else.

use std::collections::BTreeSet;

use convex_ops::compat::{Evidence, Options, check};
use convex_ops::schema::check::{Checker, Reader};
use convex_ops::schema::{Field, Validator};
use convex_ops::surface::Surface;
use convex_ops::value::{Tables, Value};
use proptest::prelude::*;
use serde_json::json;

use crate::build::{array, id, literal, object, union};
use crate::generate::{Dice, validators, value_of};

fn tables() -> Tables {
    Tables::from_iter([("a", 10_001), ("b", 10_002)])
}

/// A surface whose table, arguments and result have a field of this type.
fn surface(validator: &Validator, others: &[(&str, Validator)]) -> Surface {
    let fields = others.iter().map(|(name, other)| ((*name).into(), Field::optional(other.clone())));
    let fields = fields.chain([("f".into(), Field::required(validator.clone()))]);
    let document = serde_json::to_value(Validator::Object(fields.collect())).unwrap();
    let function = json!({"identifier": "m:f", "functionType": "Mutation", "args": document, "returns": document});
    let table = json!({"tableName": "t", "indexes": [], "documentType": document});
    let schema = json!({"tables": [table], "schemaValidation": true});
    Surface::parse(&json!({"schema": schema, "functions": [function]}).to_string()).unwrap()
}

fn fingerprints_beside(old: &Validator, new: &Validator, others: &[(&str, Validator)]) -> BTreeSet<String> {
    let report = check(&surface(old, others), &surface(new, others), &Evidence::default(), &Options::at(0.0));
    // Signatures of handles are compared as they are written: they refuse no value.
    let refuses = |rule: &str| !rule.ends_with("-handle-changed");
    let findings = report.findings.into_iter().filter(|finding| refuses(&finding.rule));
    findings.map(|finding| format!("{} {}", finding.rule, finding.fingerprint)).collect()
}

fn fingerprints(old: &Validator, new: &Validator) -> BTreeSet<String> {
    fingerprints_beside(old, new, &[])
}

/// Fingerprints of the refusals of a table and of a function.
fn refusing(old: &Validator, new: &Validator) -> BTreeSet<String> {
    fingerprints(old, new).into_iter().filter(|line| !line.starts_with("returns")).collect()
}

fn enumeration(texts: &[&str]) -> Validator {
    union(texts.iter().map(|text| literal(*text)))
}

#[test]
fn another_break_at_the_same_place_has_another_fingerprint() {
    let (string, null) = (Validator::String, Validator::Null);
    let nullable = union([string.clone(), null.clone()]);
    let breaks = [
        (enumeration(&["a", "b", "c"]), enumeration(&["a", "b"])),
        (enumeration(&["a", "b", "d"]), enumeration(&["a", "b"])),
        (enumeration(&["a", "b", "c"]), Validator::Float64),
        (enumeration(&["a", "b", "c"]), enumeration(&["a"])),
        (nullable, string.clone()),
        (string.clone(), Validator::Boolean),
        (string.clone(), enumeration(&["a"])),
        (string.clone(), enumeration(&["b"])),
        (string.clone(), id("a")),
        (id("a"), id("b")),
        (id("b"), id("a")),
        (Validator::Any, string.clone()),
        (Validator::Any, null),
        (Validator::Boolean, literal(true)),
        (array(string.clone()), array(Validator::Float64)),
        (object([("x", string.clone())]), object([("x", Validator::Float64)])),
        (object([("x?", string)]), object([("x", Validator::String)])),
    ];
    let mut seen = BTreeSet::new();
    for (old, new) in &breaks {
        let found = refusing(old, new);
        assert!(!found.is_empty(), "{old} to {new}: nothing found");
        for fingerprint in found {
            assert!(seen.insert(fingerprint.clone()), "{old} to {new}: {fingerprint} stands for another break too");
        }
    }
}

#[test]
fn same_break_has_the_same_fingerprint() {
    let lost_c = refusing(&enumeration(&["a", "b", "c"]), &enumeration(&["a", "b"]));
    for (old, new) in [
        (enumeration(&["c", "b", "a"]), enumeration(&["b", "a"])),
        (enumeration(&["a", "b", "c", "e"]), enumeration(&["a", "b", "e"])),
        (enumeration(&["a", "b", "c"]), enumeration(&["a", "b", "e"])),
        (union([enumeration(&["a", "b"]), enumeration(&["c"])]), enumeration(&["a", "b", "a"])),
        (union([enumeration(&["a", "c"]), Validator::Null]), union([enumeration(&["a"]), Validator::Null])),
    ] {
        assert_eq!(refusing(&old, &new), lost_c, "{old} to {new}");
    }
}

/// Rewrites a validator into one with the same values: union members in another order, nested or repeated.
fn rewritten(validator: &Validator, dice: &mut Dice) -> Validator {
    match validator {
        Validator::Array(element) => array(rewritten(element, dice)),
        Validator::Record(keys, values) => {
            Validator::Record(Box::new(rewritten(keys, dice)), Box::new(rewritten(values, dice)))
        }
        Validator::Object(object) => {
            let fields = object.iter().map(|(name, field)| {
                let validator = rewritten(&field.validator, dice);
                (name.clone(), Field { validator, optional: field.optional })
            });
            Validator::Object(fields.collect())
        }
        Validator::Union(members) => {
            let mut members: Vec<Validator> = members.iter().map(|member| rewritten(member, dice)).collect();
            for place in (1..members.len()).rev() {
                members.swap(place, dice.below(place + 1));
            }
            if let Some(first) = members.first().cloned() {
                match dice.below(3) {
                    0 => members.push(first),
                    1 => members = vec![union(members)],
                    _ => {}
                }
            }
            union(members)
        }
        Validator::CommitTs => Validator::Int64,
        leaf => leaf.clone(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn other_refused_values_change_the_fingerprints(
        old in validators(), one in validators(), other in validators(), seed in any::<u64>(),
    ) {
        let (tables, mut dice) = (tables(), Dice::new(seed));
        let checker = Checker::new(&tables, Reader::Closed);
        let values: Vec<Value> = (0..40).filter_map(|_| value_of(&old, &tables, &mut dice)).collect();
        let differ = values.iter().find(|value| checker.accepts(&one, value) != checker.accepts(&other, value));
        if let Some(value) = differ {
            prop_assert_ne!(refusing(&old, &one), refusing(&old, &other), "{} to {} or {}: {:?}", old, one, other, value);
        }
    }

    #[test]
    fn unrelated_edits_keep_the_fingerprints(old in validators(), new in validators(), seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let expected = fingerprints(&old, &new);
        let (rewritten_old, rewritten_new) = (rewritten(&old, &mut dice), rewritten(&new, &mut dice));
        prop_assert_eq!(&fingerprints(&rewritten_old, &rewritten_new), &expected, "{} to {}", rewritten_old, rewritten_new);
        let others = [("a", Validator::Null), ("z", array(id("b")))];
        prop_assert_eq!(&fingerprints_beside(&old, &new, &others), &expected, "beside other fields");
    }
}
