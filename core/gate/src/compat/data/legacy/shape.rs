//! The shape that an old export inferred for a table.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::error::Result;
use crate::json;
use crate::value::Name;

/// Values of a shape, as far as needed to recover them from text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shape {
    /// Values that are never written as text (null, booleans, ordinary numbers), or no values.
    Plain,
    /// Strings of any kind, ids included.
    String,
    Int64,
    /// One of the infinities.
    Infinity,
    /// Any float64, or a NaN; text is ambiguous.
    Float64,
    Bytes,
    Array(Box<Shape>),
    Object(BTreeMap<Name, Shape>),
    /// The values of a record; its keys are always text.
    Record(Box<Shape>),
    Union(Vec<Shape>),
    /// Every value.
    Unknown,
}

impl Shape {
    /// Reads the JSON of a shape.
    pub(super) fn parse(text: &str) -> Result<Self> {
        json::from_str::<Counted>(text).map(Self::from)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Counted {
    num_values: u64,
    variant: Box<Variant>,
}

#[derive(Deserialize)]
#[serde(tag = "kind", rename_all_fields = "camelCase")]
enum Variant {
    Never,
    Null,
    Boolean,
    NegativeZero,
    NormalFloat64,
    Int64,
    NegativeInf,
    PositiveInf,
    NaN,
    Float64,
    Bytes,
    StringLiteral {
        #[serde(rename = "literal")]
        _literal: String,
    },
    Id {
        #[serde(rename = "tableNumber")]
        _table_number: u32,
    },
    FieldName,
    String,
    Array {
        element_type: Counted,
    },
    Object {
        fields: Vec<FieldJson>,
    },
    Record {
        #[serde(rename = "fieldType")]
        _field_type: Counted,
        value_type: Counted,
    },
    Union {
        types: Vec<Counted>,
    },
    Unknown,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FieldJson {
    field_name: Name,
    r#type: FieldTypeJson,
}

#[derive(Deserialize)]
struct FieldTypeJson {
    r#type: Counted,
    #[serde(rename = "optional")]
    _optional: bool,
}

impl From<Counted> for Shape {
    fn from(Counted { variant, .. }: Counted) -> Self {
        match *variant {
            Variant::Never | Variant::Null | Variant::Boolean | Variant::NegativeZero | Variant::NormalFloat64 => {
                Self::Plain
            }
            Variant::Int64 => Self::Int64,
            Variant::NegativeInf | Variant::PositiveInf => Self::Infinity,
            Variant::NaN | Variant::Float64 => Self::Float64,
            Variant::Bytes => Self::Bytes,
            Variant::StringLiteral { .. } | Variant::Id { .. } | Variant::FieldName | Variant::String => Self::String,
            Variant::Array { element_type } => Self::Array(Box::new(element_type.into())),
            Variant::Object { fields } => {
                Self::Object(fields.into_iter().map(|field| (field.field_name, field.r#type.r#type.into())).collect())
            }
            Variant::Record { value_type, .. } => Self::Record(Box::new(value_type.into())),
            // As in Convex, a member that no value had does not count.
            Variant::Union { types } => {
                Self::Union(types.into_iter().filter(|member| member.num_values > 0).map(Self::from).collect())
            }
            Variant::Unknown => Self::Unknown,
        }
    }
}
