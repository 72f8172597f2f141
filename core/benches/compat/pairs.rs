//! Pairs of validators that are hard to compare.

use convex_ops::compat::{DEFAULT_BUDGET, Inclusion, subset};
use convex_ops::schema::Validator;
use convex_ops::schema::check::Reader;
use convex_ops::value::Tables;
use std::hint::black_box;

/// A question, and if it has an answer within the budget.
pub(crate) struct Pair {
    a: Validator,
    b: Validator,
    decided: bool,
}

impl Pair {
    pub(crate) fn ask(&self) {
        let answer = subset(black_box(&self.a), &self.b, Reader::Closed, &Tables::default(), DEFAULT_BUDGET);
        assert_eq!(answer != Inclusion::Undecided, self.decided);
    }
}

fn parse(text: &str) -> Validator {
    Validator::parse(text).unwrap()
}

fn variant(tag: usize, payload: &str) -> String {
    format!(
        r#"{{"type":"object","value":{{"kind":{{"fieldType":{{"type":"literal","value":"kind{tag}"}},"optional":false}},"payload":{{"fieldType":{{"type":"{payload}"}},"optional":false}},"note":{{"fieldType":{{"type":"string"}},"optional":true}}}}}}"#
    )
}

fn union(members: &[String]) -> Validator {
    parse(&format!(r#"{{"type":"union","value":[{}]}}"#, members.join(",")))
}

/// Unions of `count` variants in opposite orders; the larger side accepts more in each variant.
pub(crate) fn discriminated(count: usize) -> Pair {
    let small: Vec<String> = (0..count).map(|tag| variant(tag, "number")).collect();
    let large: Vec<String> = (0..count).rev().map(|tag| variant(tag, "any")).collect();
    Pair { a: union(&small), b: union(&large), decided: true }
}

/// Like [`discriminated`], but the last variant is refused.
pub(crate) fn discriminated_but_one(count: usize) -> Pair {
    let small: Vec<String> = (0..count).map(|tag| variant(tag, "number")).collect();
    let large: Vec<String> =
        (0..count).rev().map(|tag| variant(tag, if tag + 1 == count { "string" } else { "any" })).collect();
    Pair { a: union(&small), b: union(&large), decided: true }
}

/// An unsatisfiable formula (the pigeonhole principle) as an inclusion.
pub(crate) fn adversarial() -> Pair {
    const HOLES: usize = 9;
    let field = |pigeon: usize, hole: usize| format!("p{pigeon}h{hole}");
    let slots: Vec<String> = (0..=HOLES).flat_map(|pigeon| (0..HOLES).map(move |hole| field(pigeon, hole))).collect();
    let boolean = r#"{"type":"boolean"}"#;
    let object = |fixed: &[(String, bool)]| {
        let types = slots.iter().map(|slot| match fixed.iter().find(|(name, _)| name == slot) {
            Some((_, truth)) => {
                format!(r#""{slot}":{{"fieldType":{{"type":"literal","value":{truth}}},"optional":false}}"#)
            }
            None => format!(r#""{slot}":{{"fieldType":{boolean},"optional":false}}"#),
        });
        format!(r#"{{"type":"object","value":{{{}}}}}"#, types.collect::<Vec<_>>().join(","))
    };
    let homeless =
        (0..=HOLES).map(|pigeon| object(&(0..HOLES).map(|hole| (field(pigeon, hole), false)).collect::<Vec<_>>()));
    let shared = (0..HOLES).flat_map(|hole| {
        (0..=HOLES)
            .flat_map(move |one| (0..one).map(move |other| [(field(one, hole), true), (field(other, hole), true)]))
    });
    let refused: Vec<String> = homeless.chain(shared.map(|pair| object(&pair))).collect();
    Pair { a: parse(&object(&[])), b: union(&refused), decided: false }
}
