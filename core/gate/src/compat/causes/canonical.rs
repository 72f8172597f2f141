//! Text of a validator that is the same for each way to write it.

use super::normal::normal;
use super::text::{text, value_text};
use crate::schema::Validator;
use crate::value::Value;

/// Returns a text that is equal for validators that differ only in the order, nesting or repetition of union members.
/// Texts of validators with different values differ. Fingerprints contain it, so it never changes.
pub(in crate::compat) fn canonical(validator: &Validator) -> String {
    text(&normal(validator))
}

/// Returns the canonical text of a value.
pub(in crate::compat) fn canonical_value(value: &Value) -> String {
    value_text(value)
}

/// Returns the canonical text of the union of some validators.
pub(super) fn union(members: &[&Validator]) -> String {
    canonical(&Validator::Union(members.iter().map(|member| (*member).clone()).collect()))
}

/// Collects the members of a union, and of nested unions.
pub(super) fn flatten<'v>(validator: &'v Validator, members: &mut Vec<&'v Validator>) {
    match validator {
        Validator::Union(inner) => inner.iter().for_each(|member| flatten(member, members)),
        other => members.push(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{Field, Literal, Object};

    fn text(value: &str) -> Validator {
        Validator::Literal(Literal::new(Value::from(value)).unwrap())
    }

    #[test]
    fn order_nesting_and_repetition_make_no_difference() {
        let (a, b, c) = (text("a"), text("b"), Validator::Null);
        let flat = Validator::Union(vec![a.clone(), b.clone(), c.clone()]);
        let nested = Validator::Union(vec![c, Validator::Union(vec![b.clone(), a.clone()]), b]);
        assert_eq!(canonical(&flat), canonical(&nested));
        assert_eq!(canonical(&flat), r#"("a"|"b"|null)"#);
        assert_eq!(canonical(&Validator::Union(vec![a.clone(), Validator::String])), "string");
        assert_eq!(canonical(&Validator::Union(vec![Validator::Id("t".into()), Validator::String])), "string");
        assert_eq!(canonical(&Validator::Union(vec![a.clone()])), canonical(&a));
        assert_eq!(canonical(&Validator::Union(Vec::new())), "never");
        let truth = |value| Validator::Literal(Literal::new(Value::Boolean(value)).unwrap());
        assert_eq!(canonical(&Validator::Boolean), canonical(&Validator::Union(vec![truth(true), truth(false)])));
    }

    #[test]
    fn different_values_have_different_texts() {
        let object = |name: &str, field| Validator::Object(Object::from_iter([(name.into(), field)]));
        let validators = [
            text("null"),
            Validator::Null,
            text("id<t>"),
            Validator::Id("t".into()),
            object("a", Field::required(Validator::Null)),
            object("a", Field::optional(Validator::Null)),
            object("a?", Field::required(Validator::Null)),
            object("a:null,b", Field::required(Validator::Null)),
            Validator::Object(Object::default()),
            Validator::any_object(),
            Validator::Literal(Literal::new(Value::Int64(1)).unwrap()),
            Validator::Literal(Literal::new(Value::Float64(1.0)).unwrap()),
            Validator::Literal(Literal::new(Value::Float64(f64::INFINITY)).unwrap()),
        ];
        let texts: std::collections::BTreeSet<String> = validators.iter().map(canonical).collect();
        assert_eq!(texts.len(), validators.len(), "{texts:?}");
    }
}
