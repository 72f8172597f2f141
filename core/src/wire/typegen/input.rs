//! The types of what Convex writes, for callers that build it by hand. Reading it is the work of the parsers.

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

/// A validator, as Convex exports it.
#[derive(Debug, JsonSchema)]
#[schemars(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ValidatorJson {
    /// `null` alone.
    Null,
    /// Every float64.
    Number,
    /// Every int64.
    Bigint,
    /// The timestamp of a commit, which is an int64.
    CommitTs,
    /// `true` and `false`.
    Boolean,
    /// Every string.
    String,
    /// Every byte string.
    Bytes,
    /// Every value.
    Any,
    /// One value.
    Literal {
        /// The value in encoded JSON.
        value: Json,
    },
    /// The ids of one table.
    Id {
        /// The name of the table.
        table_name: String,
    },
    /// The arrays with elements of one validator.
    Array {
        /// What each element must be.
        value: Box<ValidatorJson>,
    },
    /// The objects with keys of one validator and values of another.
    Record {
        /// What each key must be.
        keys: Box<ValidatorJson>,
        /// What each value must be.
        values: FieldJson,
    },
    /// The objects with these fields and no others.
    Object {
        /// The fields by their names.
        value: BTreeMap<String, FieldJson>,
    },
    /// The values of any member.
    Union {
        /// The members.
        value: Vec<ValidatorJson>,
    },
}

/// A field of an object validator.
#[derive(Debug, JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct FieldJson {
    /// What its value must be.
    pub field_type: Box<ValidatorJson>,
    /// Whether it may be absent.
    pub optional: bool,
}

/// A part of a check; its form is no promise.
#[derive(Debug)]
pub struct DataPartText;

impl JsonSchema for DataPartText {
    fn schema_name() -> Cow<'static, str> {
        "DataPart".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let description = [
            "What was found in a part of the stored documents, as text: to be sent and kept, and merged with the other",
            "parts by the same version.",
        ];
        json_schema!({ "description": description.join("\n"), "type": "string" })
    }
}

/// A surface; its form is described where it is read.
#[derive(Debug)]
pub struct SurfaceInput;

impl JsonSchema for SurfaceInput {
    fn schema_name() -> Cow<'static, str> {
        "SurfaceInput".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = generator.subschema_for::<Json>();
        let description = [
            "What an app promises: a surface file (`schema`, `functions`, `crons`, `environmentVariables`,",
            "`authProviders`, `components`; a part that is absent is unknown), a schema alone as `schema.export()` prints",
            "it, or a function spec as `npx convex function-spec` prints it. As JSON, or as a string that holds its text.",
        ];
        schema.insert("description".to_owned(), description.join("\n").into());
        schema
    }
}
