//! Normalizes JSON Schemas for comparison: references are resolved, `allOf` is merged, `null` is removed,
//! and unions of objects are keyed by their tag.

use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Normalized form of a value.
#[derive(Debug)]
pub(super) enum Shape {
    Any,
    Plain(String),
    /// A text and its known values.
    Text(BTreeSet<String>),
    Array(Box<Shape>),
    Object(Object),
    /// Variants, by the value of their tag, or by their type if they have no tag.
    Variants(BTreeMap<String, Shape>),
}

#[derive(Debug, Default)]
pub(super) struct Object {
    pub(super) properties: BTreeMap<String, Shape>,
    pub(super) required: BTreeSet<String>,
    pub(super) closed: bool,
    /// Shape of other fields.
    pub(super) others: Option<Box<Shape>>,
}

/// Schemas with their definitions.
#[derive(Clone, Copy)]
pub(super) struct Schemas<'a> {
    pub(super) definitions: &'a Value,
}

impl Schemas<'_> {
    pub(super) fn shape(self, schema: &Value) -> Shape {
        let Value::Object(schema) = schema else { return Shape::Any };
        if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
            let name = name.rsplit('/').next().unwrap();
            return self.shape(self.definitions.get(name).unwrap_or_else(|| panic!("no schema `{name}`")));
        }
        if let Some(parts) = schema.get("allOf").and_then(Value::as_array) {
            return self.merged(schema, parts);
        }
        if let Some(variants) = ["oneOf", "anyOf"].iter().find_map(|key| schema.get(*key)?.as_array()) {
            return self.variants(schema, variants);
        }
        self.simple(schema)
    }

    fn merged(self, schema: &Map<String, Value>, parts: &[Value]) -> Shape {
        let mut whole = self.object(schema);
        for part in parts {
            match self.shape(part) {
                Shape::Object(part) => {
                    whole.properties.extend(part.properties);
                    whole.required.extend(part.required);
                    whole.closed |= part.closed;
                    whole.others = whole.others.or(part.others);
                }
                // A description beside a reference.
                only if parts.len() == 1 => return only,
                other => panic!("`allOf` with {other:?}"),
            }
        }
        Shape::Object(whole)
    }

    /// The variants, each with the common fields.
    fn variants(self, schema: &Map<String, Value>, variants: &[Value]) -> Shape {
        let is_named = |schema: &&Value| schema["type"] != "null" && schema.get("x-otherKinds").is_none();
        let shapes = variants.iter().filter(is_named).map(|variant| match self.shape(variant) {
            Shape::Object(mut object) => {
                let common = self.object(schema);
                object.properties.extend(common.properties);
                object.required.extend(common.required);
                Shape::Object(object)
            }
            other => other,
        });
        let shapes: Vec<_> = shapes.collect();
        if shapes.iter().all(|shape| matches!(shape, Shape::Text(_))) {
            return Shape::Text(shapes.into_iter().flat_map(texts).collect());
        }
        if shapes.len() == 1 {
            return shapes.into_iter().next().unwrap();
        }
        Shape::Variants(shapes.into_iter().filter_map(|shape| Some((key(&shape)?, shape))).collect())
    }

    fn simple(self, schema: &Map<String, Value>) -> Shape {
        let known = schema.get("x-knownValues").or(schema.get("enum")).and_then(Value::as_array);
        let known = known.map(Vec::as_slice).or(schema.get("const").map(std::slice::from_ref));
        if let Some(known) = known {
            return Shape::Text(known.iter().filter_map(Value::as_str).map(str::to_owned).collect());
        }
        match kind(schema) {
            None => Shape::Any,
            Some("array") => Shape::Array(Box::new(self.shape(schema.get("items").unwrap_or(&Value::Null)))),
            Some("object") => Shape::Object(self.object(schema)),
            Some("string") => Shape::Text(BTreeSet::new()),
            Some(other) => Shape::Plain(other.to_owned()),
        }
    }

    fn object(self, schema: &Map<String, Value>) -> Object {
        let properties = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
        let others = schema.get("additionalProperties").or(schema.get("unevaluatedProperties"));
        Object {
            properties: properties.map(|(name, schema)| (name.clone(), self.shape(schema))).collect(),
            required: names(schema.get("required")),
            closed: others == Some(&Value::Bool(false)),
            others: others.filter(|others| others.is_object()).map(|others| Box::new(self.shape(others))),
        }
    }
}

/// The type without `null`.
fn kind(schema: &Map<String, Value>) -> Option<&str> {
    match schema.get("type")? {
        Value::String(kind) => Some(kind),
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null"),
        _ => None,
    }
}

fn names(list: Option<&Value>) -> BTreeSet<String> {
    list.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn texts(shape: Shape) -> BTreeSet<String> {
    match shape {
        Shape::Text(texts) => texts,
        _ => BTreeSet::new(),
    }
}

/// Key of a variant: the one text that a required field can have, else its type. None for fields that may be
/// anything.
fn key(shape: &Shape) -> Option<String> {
    match shape {
        Shape::Object(object) => {
            let tag = object.properties.iter().find_map(|(name, shape)| match shape {
                Shape::Text(texts) if texts.len() == 1 && object.required.contains(name) => texts.first().cloned(),
                _ => None,
            });
            tag.or_else(|| Some("object".to_owned()))
        }
        Shape::Any => None,
        other => Some(name(other).to_owned()),
    }
}

/// Name of a shape's type.
pub(super) fn name(shape: &Shape) -> &str {
    match shape {
        Shape::Any => "anything",
        Shape::Plain(kind) => kind,
        Shape::Text(_) => "string",
        Shape::Array(_) => "array",
        Shape::Object(_) => "object",
        Shape::Variants(_) => "one of several",
    }
}
