//! Reads the subset of JSON Schema used by the core's types, and refuses anything else.

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Map, Value};

use super::{Declaration, Field, Name, Operation, Type, Types};

/// The name of the type of any JSON value, which is a schema without keywords.
pub(super) const JSON: &str = "Json";

/// Keywords that allow every value.
const ANNOTATIONS: [&str; 3] = ["default", "description", "x-nullResets"];

/// Reads named types that are part of requests and of responses.
pub(super) fn definitions(definitions: &Map<String, Value>) -> Result<Types> {
    let declaration = |(name, schema): (&String, &Value)| -> Result<Declaration> {
        Ok(Declaration {
            name: name.clone(),
            doc: doc(schema).with_context(|| format!("`{name}` has no description"))?,
            body: body(schema).with_context(|| format!("in `{name}`"))?,
            in_requests: true,
            in_answers: true,
            is_imported: false,
        })
    };
    Ok(Types { declarations: definitions.iter().map(declaration).collect::<Result<_>>()?, operations: Vec::new() })
}

pub(super) fn types(bundle: &Value) -> Result<Types> {
    let definitions = object(bundle, "$defs")?;
    let requests = texts(bundle, "requests")?;
    let answers = texts(bundle, "answers")?;
    let declaration = |(name, schema): (&String, &Value)| -> Result<Declaration> {
        Ok(Declaration {
            name: name.clone(),
            doc: doc(schema).with_context(|| format!("`{name}` has no description"))?,
            body: body(schema).with_context(|| format!("in `{name}`"))?,
            in_requests: requests.contains(name),
            in_answers: answers.contains(name),
            is_imported: false,
        })
    };
    let operation = |(name, sides): (&String, &Value)| -> Result<Operation> {
        Ok(Operation { name: name.clone(), request: text(sides, "request")?, answer: text(sides, "answer")? })
    };
    Ok(Types {
        declarations: definitions.iter().map(declaration).collect::<Result<_>>()?,
        operations: object(bundle, "operations")?.iter().map(operation).collect::<Result<_>>()?,
    })
}

pub(crate) fn body(schema: &Value) -> Result<Type> {
    if let Some(target) = schema.get("$ref") {
        let name = target.as_str().and_then(|path| path.strip_prefix("#/$defs/"));
        return Ok(Type::Named(name.with_context(|| format!("a reference to {target}"))?.to_owned()));
    }
    if let Some(members) = schema.get("anyOf").or_else(|| schema.get("oneOf")) {
        return union(members.as_array().context("a union that is not an array")?);
    }
    if schema.get("x-otherKinds").is_some() {
        return Ok(Type::OtherKind);
    }
    if schema.get("x-knownValues").is_some() {
        return texts(schema, "x-knownValues").map(Type::OpenNames);
    }
    if let Some(names) = schema.get("enum") {
        let names = names.as_array().context("an enum that is not an array")?;
        return names.iter().map(|name| one_name(name, None)).collect::<Result<_>>().map(Type::Names);
    }
    if let Some(name) = schema.get("const") {
        return Ok(Type::Names(vec![one_name(name, doc(schema))?]));
    }
    match schema.get("type") {
        Some(Value::String(kind)) => of_kind(kind, schema),
        Some(Value::Array(kinds)) => {
            let member = |kind: &Value| of_kind(kind.as_str().context("a type that is not a string")?, schema);
            Ok(Type::Union(kinds.iter().map(member).collect::<Result<_>>()?))
        }
        None if schema
            .as_object()
            .is_none_or(|keywords| keywords.keys().all(|key| ANNOTATIONS.contains(&key.as_str()))) =>
        {
            Ok(Type::Named(JSON.to_owned()))
        }
        _ => bail!("unsupported schema: {schema}"),
    }
}

fn of_kind(kind: &str, schema: &Value) -> Result<Type> {
    Ok(match kind {
        "null" => Type::Null,
        "boolean" => Type::Boolean,
        "integer" => Type::Integer,
        "number" => Type::Number,
        "string" => Type::String,
        "array" => Type::Array(Box::new(body(schema.get("items").context("an array without `items`")?)?)),
        "object" => object_type(schema)?,
        other => bail!("unsupported type `{other}`"),
    })
}

fn object_type(schema: &Value) -> Result<Type> {
    match (schema.get("properties"), schema.get("additionalProperties")) {
        (Some(_), None | Some(Value::Bool(false))) => fields(schema).map(Type::Object),
        // Documents: some names have a meaning of their own.
        (_, Some(Value::Bool(true))) => Ok(Type::Map(Box::new(Type::Named(JSON.to_owned())))),
        // Some names have a meaning of their own, but values of the same type.
        (_, Some(values @ Value::Object(_))) => Ok(Type::Map(Box::new(body(values)?))),
        (None, None | Some(Value::Bool(false))) => Ok(Type::Object(Vec::new())),
        _ => bail!("an object that is neither a record nor a map: {schema}"),
    }
}

fn fields(schema: &Value) -> Result<Vec<Field>> {
    let required = schema.get("required").map_or(Ok(Vec::new()), |_| texts(schema, "required"))?;
    let field = |(name, schema): (&String, &Value)| -> Result<Field> {
        let required = required.contains(name);
        let body = body(schema).with_context(|| format!("in the field `{name}`"))?;
        let null_resets = schema.get("x-nullResets").is_some();
        let body = if required { body } else { without_null(body) };
        Ok(Field { name: name.clone(), doc: doc(schema), body, required, null_resets })
    };
    object(schema, "properties")?.iter().map(field).collect()
}

fn union(members: &[Value]) -> Result<Type> {
    let members: Vec<Type> = members.iter().map(body).collect::<Result<_>>()?;
    if members.iter().all(|member| matches!(member, Type::Names(_))) {
        let names = members.into_iter().flat_map(|member| if let Type::Names(names) = member { names } else { vec![] });
        return Ok(Type::Names(names.collect()));
    }
    Ok(Type::Union(members))
}

/// Removes null from the type of an optional field, which is left out instead.
fn without_null(body: Type) -> Type {
    let Type::Union(members) = body else { return body };
    let mut members: Vec<Type> = members.into_iter().filter(|member| !matches!(member, Type::Null)).collect();
    match members.pop() {
        Some(only) if members.is_empty() => only,
        last => Type::Union(members.into_iter().chain(last).collect()),
    }
}

fn one_name(name: &Value, doc: Option<String>) -> Result<Name> {
    Ok(Name { text: name.as_str().with_context(|| format!("the constant {name} is not a string"))?.to_owned(), doc })
}

fn doc(schema: &Value) -> Option<String> {
    schema.get("description").and_then(Value::as_str).map(without_rust)
}

/// Removes examples in Rust and targets of links to Rust items.
fn without_rust(doc: &str) -> String {
    let mut parts = doc.split("```");
    let text = parts.next().unwrap_or_default().trim_end();
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("](") {
        let (target, after) = after.split_once(')').unwrap_or((after, ""));
        let is_rust = target.contains("::") || !target.contains('/');
        match (before.rsplit_once('['), is_rust) {
            (Some((before, label)), true) => out.extend([before, label]),
            _ => out.extend([before, "](", target, ")"]),
        }
        rest = after;
    }
    out.push_str(rest);
    // `[`X`]` without a target.
    out.replace("[`", "`").replace("`]", "`")
}

pub(crate) fn object<'a>(value: &'a Value, key: &str) -> Result<&'a Map<String, Value>> {
    value.get(key).and_then(Value::as_object).with_context(|| format!("`{key}` is not an object"))
}

fn text(value: &Value, key: &str) -> Result<String> {
    value.get(key).and_then(Value::as_str).map(str::to_owned).with_context(|| format!("`{key}` is not a string"))
}

pub(crate) fn texts(value: &Value, key: &str) -> Result<Vec<String>> {
    let items = value.get(key).and_then(Value::as_array).with_context(|| format!("`{key}` is not an array"))?;
    let texts: Vec<String> = items.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    ensure!(texts.len() == items.len(), "`{key}` is not an array of strings");
    Ok(texts)
}
