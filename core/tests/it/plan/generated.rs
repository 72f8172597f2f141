//! Changes between generated surfaces.

use super::planned;
use crate::generate::{Dice, related};
use convex_ops::compat::Evidence;
use convex_ops::schema::{Field, Object, Schema, Table, Validator};
use convex_ops::surface::{Component, Function, FunctionKind, FunctionName, Part, Surface, Visibility};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    /// Validators of fields, which differ between the two surfaces by some changes.
    #[test]
    fn every_generated_change_has_a_plan(fields in prop::collection::vec(related(), 4), seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let (old, new): (Vec<_>, Vec<_>) = fields.into_iter().map(|(old, new)| (accepted(old), accepted(new))).unzip();
        let (baseline, candidate) = (surface(&old, &mut dice), surface(&new, &mut dice));
        let plan = planned(&baseline, &candidate, &Evidence::default());
        prop_assert!(plan.blocked.is_empty(), "{}", plan);
    }
}

/// The validator in a form that Convex accepts in schemas: keys of records are not literals.
fn accepted(validator: Validator) -> Validator {
    validator.map(&|part| match part {
        Validator::Record(_, values) => Validator::Record(Box::new(Validator::String), values),
        other => other,
    })
}

/// A surface with a table and two functions. Kinds, visibilities and presence are random.
fn surface(fields: &[Validator], dice: &mut Dice) -> Surface {
    let object = |validators: &[Validator], dice: &mut Dice| {
        let field = |(name, validator): (&str, &Validator), dice: &mut Dice| {
            (dice.below(5) > 0)
                .then(|| (name.into(), Field { validator: validator.clone(), optional: dice.below(3) == 0 }))
        };
        let fields = ["f", "g"].into_iter().zip(validators).filter_map(|pair| field(pair, dice));
        Validator::Object(fields.collect::<Object>())
    };
    let document = object(&fields[..2], dice);
    let table = Table { indexes: Vec::new(), document, staged_document: None, extra: BTreeMap::new() };
    let empty = Table { document: Validator::Any, ..table.clone() };
    let tables = [("a", empty.clone()), ("b", empty), ("t", table)].map(|(name, table)| (name.into(), table));
    let schema = Schema { tables: BTreeMap::from(tables), validates: dice.below(5) > 0, extra: BTreeMap::new() };
    let mut functions = BTreeMap::new();
    for name in ["m.js:one", "m.js:two"] {
        let kind = [FunctionKind::Query, FunctionKind::Mutation, FunctionKind::Action][dice.below(3)];
        let visibility = if dice.below(3) == 0 { Visibility::Internal } else { Visibility::Public };
        let args = (dice.below(5) > 0).then(|| object(&fields[2..], dice));
        let returns = (dice.below(3) > 0).then(|| fields[3].clone());
        if dice.below(6) > 0 {
            functions.insert(FunctionName::new(name), Function::new(kind, visibility, args.as_ref(), returns.as_ref()));
        }
    }
    let root = Component {
        schema: Part::Known(Some(schema)),
        functions: Part::Known(functions),
        routes: Part::Known(BTreeSet::new()),
        ..Component::default()
    };
    Surface { root }
}
