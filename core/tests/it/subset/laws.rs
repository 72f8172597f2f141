//! Laws of inclusion over generated validators.

use super::conservative::is_subset;
use crate::build::{array, record, union};
use crate::generate::{Dice, changed, distributed, fields, related, validators, value_of};
use convex_ops::compat::{DEFAULT_BUDGET, Inclusion, number_tables, subset};
use convex_ops::schema::check::{Checker, Reader};
use convex_ops::schema::{Object, Validator};
use convex_ops::value::{Name, Tables};
use proptest::prelude::*;

fn tables() -> Tables {
    number_tables(["a", "b"].map(Name::from))
}

/// Returns the result, with its witness confirmed.
fn is_in(a: &Validator, b: &Validator, reader: Reader) -> bool {
    let tables = tables();
    match subset(a, b, reader, &tables, DEFAULT_BUDGET) {
        Inclusion::Yes => true,
        Inclusion::No(witness) => {
            assert!(Checker::new(&tables, Reader::Closed).accepts(a, &witness), "{witness:?} is not in {a}");
            let refused = Checker::new(&tables, reader).check(b, &witness);
            assert!(!refused.is_empty(), "{witness:?} is in {b}");
            false
        }
        Inclusion::Undecided => panic!("{a} in {b}: undecided"),
    }
}

fn both_readers(mut law: impl FnMut(Reader)) {
    [Reader::Closed, Reader::Open].into_iter().for_each(&mut law);
}

proptest! {
    #[test]
    fn property_inclusion_is_reflexive(a in validators()) {
        both_readers(|reader| assert!(is_in(&a, &a, reader), "{a}"));
    }

    #[test]
    fn property_inclusion_is_transitive((a, b) in related(), seed in any::<u64>()) {
        let c = changed(&b, &mut Dice::new(seed));
        both_readers(|reader| {
            let chain = is_in(&a, &b, Reader::Closed) && is_in(&b, &c, reader);
            assert!(!chain || is_in(&a, &c, reader), "{a} in {b} in {c}");
        });
    }

    #[test]
    fn property_unrelated_validators_are_decided(a in validators(), b in validators()) {
        both_readers(|reader| {
            is_in(&a, &b, reader);
        });
    }

    #[test]
    fn property_subset_values_belong_to_superset((a, b) in related(), seed in any::<u64>()) {
        let (tables, mut dice) = (tables(), Dice::new(seed));
        let samples: Vec<_> = (0..20).filter_map(|_| value_of(&a, &tables, &mut dice)).collect();
        for value in &samples {
            prop_assert!(Checker::new(&tables, Reader::Closed).accepts(&a, value), "{value:?} is not in {a}");
        }
        both_readers(|reader| {
            let checker = Checker::new(&tables, reader);
            let refused = samples.iter().find(|value| !checker.accepts(&b, value));
            assert!(refused.is_none() || !is_in(&a, &b, reader), "{a} in {b}: yes, but {refused:?}");
        });
    }

    #[test]
    fn property_union_is_least_upper_bound((a, b) in related(), c in validators(), seed in any::<u64>()) {
        let d = changed(&union([a.clone(), b.clone()]), &mut Dice::new(seed));
        both_readers(|reader| {
            assert!(is_in(&a, &union([c.clone(), a.clone()]), reader));
            for whole in [&c, &d] {
                let both = is_in(&a, whole, reader) && is_in(&b, whole, reader);
                assert_eq!(is_in(&union([a.clone(), b.clone()]), whole, reader), both, "{a} and {b} in {whole}");
            }
        });
    }

    #[test]
    fn property_adding_alternatives_keeps_inclusion((a, b) in related(), c in validators()) {
        both_readers(|reader| {
            let more = union([c.clone(), b.clone()]);
            assert!(!is_in(&a, &b, reader) || is_in(&a, &more, reader), "{a} in {b}, not in {more}");
        });
    }

    #[test]
    fn property_closed_inclusion_implies_open_inclusion((a, b) in related()) {
        prop_assert!(!is_in(&a, &b, Reader::Closed) || is_in(&a, &b, Reader::Open), "{a} in {b}");
    }

    #[test]
    fn property_field_union_equals_union_of_objects(a in validators()) {
        let b = distributed(&a);
        both_readers(|reader| {
            assert!(is_in(&a, &b, reader), "{a} in {b}");
            assert!(is_in(&b, &a, reader), "{b} in {a}");
        });
    }

    #[test]
    fn property_containers_are_monotonic((a, b) in related()) {
        both_readers(|reader| {
            let inner = is_in(&a, &b, reader);
            assert_eq!(is_in(&array(a.clone()), &array(b.clone()), reader), inner, "arrays of {a} in {b}");
            let [a, b] = [&a, &b].map(|values| record(Validator::String, values.clone()));
            assert_eq!(is_in(&a, &b, reader), inner, "{a} in {b}");
        });
    }

    #[test]
    fn property_field_and_member_order_does_not_matter(
        named in fields(validators()),
        other in validators(),
        seed in any::<u64>(),
    ) {
        let turned: Object = named.iter().rev().cloned().collect();
        let object: Object = named.into_iter().collect();
        prop_assert_eq!(&object, &turned);
        let object = Validator::Object(object);
        let mut members = [changed(&object, &mut Dice::new(seed)), other, object.clone()];
        let answers: Vec<bool> = (0..3)
            .map(|_| {
                members.rotate_left(1);
                is_in(&object, &union(members[..2].to_vec()), Reader::Closed)
            })
            .collect();
        members.reverse();
        let reversed: Vec<bool> = (0..3)
            .map(|_| {
                members.rotate_right(1);
                is_in(&object, &union(members[1..].to_vec()), Reader::Closed)
            })
            .collect();
        prop_assert_eq!(answers, reversed);
    }

    #[test]
    fn property_any_equals_union_of_kinds(a in validators()) {
        use Validator::{Any, Boolean, Bytes, Float64, Int64, Null, String};
        let kinds = [Null, Boolean, Float64, Int64, String, Bytes, array(Any), Validator::any_object()];
        both_readers(|reader| {
            assert!(is_in(&a, &Any, reader));
            assert!(is_in(&a, &union(kinds.clone()), reader));
            assert_eq!(is_in(&Any, &a, reader), is_in(&union(kinds.clone()), &a, reader), "{a}");
        });
    }

    #[test]
    fn property_agrees_with_convex_check((a, b) in related()) {
        prop_assert!(!is_subset(&a, &b) || is_in(&a, &b, Reader::Closed), "{a} in {b}");
    }
}
