//! Round trips of values through each encoding.

use super::cases::assert_survives;
use crate::generate::values;
use convex_ops::value::{Encoding, Value, decode, encode, to_clean};
use proptest::prelude::*;

proptest! {
    #[test]
    fn property_encodings_are_lossless(value in values()) {
        assert_survives(&value, "generated");
    }

    #[test]
    fn property_any_text_is_parsed_or_rejected(text in "[\\[\\]{}:,\"$a-z0-9.eE+\\- ]{0,40}") {
        for encoding in [Encoding::Encoded, Encoding::Export] {
            if let Ok(value) = decode(&text, encoding) {
                assert_survives(&value, &text);
            }
        }
    }

    #[test]
    fn property_value_order_is_total(a in values(), b in values(), c in values()) {
        prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
        prop_assert_eq!(a == b, a.cmp(&b).is_eq());
        let mut sorted = [&a, &b, &c];
        sorted.sort();
        prop_assert!(sorted[0] <= sorted[1] && sorted[1] <= sorted[2] && sorted[0] <= sorted[2]);
    }

    #[test]
    fn property_export_distinguishes_int64_from_float64(number in any::<i64>()) {
        let export = |value| encode(&value, Encoding::Export).to_string();
        prop_assert_eq!(export(Value::Int64(number)), number.to_string());
        prop_assert_eq!(decode(&number.to_string(), Encoding::Export).unwrap(), Value::Int64(number));
        let float = export(Value::Float64(number as f64));
        prop_assert_eq!(decode(&float, Encoding::Export).unwrap(), Value::Float64(number as f64));
    }
}

#[test]
fn clean_json_loses_kinds() {
    let clean = |value: &Value| to_clean(value).to_string();
    assert_eq!(clean(&Value::Int64(5)), r#""5""#);
    assert_eq!(clean(&Value::Int64(5)), clean(&Value::from("5")));
    assert_eq!(clean(&Value::Float64(f64::NAN)), clean(&Value::from("NaN")));
    assert_eq!(clean(&Value::Float64(f64::NEG_INFINITY)), r#""-Infinity""#);
    assert_eq!(clean(&Value::Bytes(vec![0, 1])), clean(&Value::from("AAE=")));
    assert_eq!(clean(&Value::Float64(-0.0)), "-0.0");
    assert_eq!(clean(&Value::Array(vec![Value::Null, Value::Boolean(true)])), "[null,true]");
}
