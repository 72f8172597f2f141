//! The JSON Schema of integers that a number of JavaScript does not hold exactly.

/// Stands for an integer of 64 bits in JSON Schemas: `schemars(with = "Int64")`. In generated types it is a `bigint` where
/// a language's numbers are floats.
///
/// It is for values that exceed 2^53, such as nanoseconds. IDs and counts do not.
pub(crate) struct Int64;

impl schemars::JsonSchema for Int64 {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Int64".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "An integer of 64 bits.",
            "type": "integer",
            "format": "int64",
        })
    }
}
