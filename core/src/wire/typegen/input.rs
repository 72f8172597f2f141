//! Types of Convex's JSON, for callers that build it by hand. The parsers read it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

/// Any JSON value.
#[derive(Debug)]
pub struct Json;

impl JsonSchema for Json {
    fn schema_name() -> Cow<'static, str> {
        "Json".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Any JSON value.",
            "anyOf": [
                { "type": ["null", "boolean", "number", "string"] },
                { "type": "array", "items": { "$ref": "#/$defs/Json" } },
                { "type": "object", "additionalProperties": { "$ref": "#/$defs/Json" } },
            ],
        })
    }
}

/// A validator, as exported by Convex.
#[derive(Debug, JsonSchema)]
#[schemars(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ValidatorJson {
    /// `null`.
    Null,
    /// A float64.
    Number,
    /// An int64.
    Bigint,
    /// The timestamp of a commit, an int64.
    CommitTs,
    /// `true` and `false`.
    Boolean,
    /// A string.
    String,
    /// A byte string.
    Bytes,
    /// Any value.
    Any,
    /// A fixed value.
    Literal {
        /// The value in encoded JSON.
        value: Json,
    },
    /// An id of a table.
    Id {
        /// The name of the table.
        table_name: String,
    },
    /// A function handle. The signature is not enforced.
    Function {
        /// The kind of the function: `query`, `mutation` or `action`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fn_type: Option<String>,
        /// The validator of its arguments.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        args: Option<Box<ValidatorJson>>,
        /// The validator of its results.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        returns: Option<Box<ValidatorJson>>,
    },
    /// An array.
    Array {
        /// The validator of the elements.
        value: Box<ValidatorJson>,
    },
    /// A record.
    Record {
        /// The validator of the keys.
        keys: Box<ValidatorJson>,
        /// The validator of the values.
        values: FieldJson,
    },
    /// An object with exactly these fields.
    Object {
        /// The fields, by name.
        value: BTreeMap<String, FieldJson>,
    },
    /// A value of any of the members.
    Union {
        /// The members.
        value: Vec<ValidatorJson>,
    },
}

/// A field of an object validator.
#[derive(Debug, JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct FieldJson {
    /// The validator of the value.
    pub field_type: Box<ValidatorJson>,
    /// Allows the field to be absent.
    pub optional: bool,
}

/// A result of `checkData`. Its form is not stable.
#[derive(Debug)]
pub struct DataPartText;

impl JsonSchema for DataPartText {
    fn schema_name() -> Cow<'static, str> {
        "DataPart".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let description = [
            "A result of `checkData`, as text. It can be stored, sent, and merged with other results by the same version of",
            "the package.",
        ];
        json_schema!({ "description": description.join("\n"), "type": "string" })
    }
}

/// A surface.
#[derive(Debug)]
pub struct SurfaceInput;

impl JsonSchema for SurfaceInput {
    fn schema_name() -> Cow<'static, str> {
        "SurfaceInput".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = generator.subschema_for::<Json>();
        let description = [
            "The interface of an app: a surface file (`schema`, `functions`, `crons`, `environmentVariables`,",
            "`authProviders`, `components`; absent parts are unknown), a schema as printed by `schema.export()`, or a",
            "function spec as printed by `npx convex function-spec`. As JSON, or as a string that contains JSON.",
        ];
        schema.insert("description".to_owned(), description.join("\n").into());
        schema
    }
}
