//! Conversions of values to other types.

use super::change::Conversion;
use crate::value::Value;

/// Largest number up to which every whole number is a float64.
const EXACT: i64 = 1 << 53;

/// Converts a value; `None` if it has no exact counterpart.
pub(super) fn convert(value: &Value, to: Conversion) -> Option<Value> {
    match (to, value) {
        (Conversion::Float64, Value::Float64(_))
        | (Conversion::Int64, Value::Int64(_))
        | (Conversion::String, Value::String(_))
        | (Conversion::Boolean, Value::Boolean(_))
        | (Conversion::Array, Value::Array(_)) => Some(value.clone()),
        (Conversion::Float64, Value::Int64(number)) => {
            (-EXACT..=EXACT).contains(number).then_some(Value::Float64(*number as f64))
        }
        (Conversion::Float64, Value::String(text)) => {
            text.trim().parse().ok().filter(|number: &f64| number.is_finite()).map(Value::Float64)
        }
        (Conversion::Int64, Value::Float64(number)) => {
            (number.fract() == 0.0 && number.abs() <= EXACT as f64).then_some(Value::Int64(*number as i64))
        }
        (Conversion::Int64, Value::String(text)) => text.trim().parse().ok().map(Value::Int64),
        (Conversion::String, Value::Int64(number)) => Some(Value::String(number.to_string())),
        (Conversion::String, Value::Float64(number)) if number.is_finite() => Some(Value::String(number.to_string())),
        (Conversion::String, Value::Boolean(truth)) => Some(Value::String(truth.to_string())),
        (Conversion::String, Value::Null) => Some(Value::String("null".to_owned())),
        (Conversion::Boolean, Value::String(text)) => text.parse().ok().map(Value::Boolean),
        (Conversion::Boolean, Value::Float64(number)) if *number == 0.0 || *number == 1.0 => {
            Some(Value::Boolean(*number == 1.0))
        }
        (Conversion::Boolean, Value::Int64(number @ (0 | 1))) => Some(Value::Boolean(*number == 1)),
        (Conversion::Array, other) => Some(Value::Array(vec![other.clone()])),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_exact_conversions_succeed() {
        let text = |text: &str| Value::String(text.to_owned());
        let cases = [
            (Conversion::Float64, text(" 1.5"), Some(Value::Float64(1.5))),
            (Conversion::Float64, text("soon"), None),
            (Conversion::Float64, Value::Int64(i64::MAX), None),
            (Conversion::Float64, Value::Int64(i64::MIN), None),
            (Conversion::Int64, Value::Float64(2.0), Some(Value::Int64(2))),
            (Conversion::Int64, Value::Float64(2.5), None),
            (Conversion::Int64, Value::Float64(f64::NAN), None),
            (Conversion::String, Value::Float64(2.0), Some(text("2"))),
            (Conversion::String, Value::Array(Vec::new()), None),
            (Conversion::Boolean, text("true"), Some(Value::Boolean(true))),
            (Conversion::Boolean, Value::Int64(2), None),
            (Conversion::Array, Value::Null, Some(Value::Array(vec![Value::Null]))),
        ];
        for (to, value, expected) in cases {
            assert_eq!(convert(&value, to), expected, "{value:?} {to:?}");
        }
    }
}
