//! The fields of responses that are times, secrets, bytes or large integers, by type. All others are as JSON has them.

use std::collections::BTreeMap;
use std::fmt::Write;

use anyhow::{Result, ensure};

use super::super::Operations;
use super::HEADER;
use crate::types::{Field, Type, Types};

/// The converted fields of a type, by name; `*` stands for every name.
type Shape = BTreeMap<String, String>;

/// Generates the module of shapes.
pub(crate) fn module() -> Result<String> {
    let operations = Operations::from_core()?;
    let shapes = shapes(&operations.types)?;
    let mut out = format!(
        "{HEADER}import type {{ Shapes }} from \"../shared/decode.js\";\n\n\
         /** The fields of each type that are not as JSON has them. */\nexport const SHAPES: Shapes = {{\n"
    );
    for (name, shape) in shapes {
        let fields: Vec<String> = shape.iter().map(|(field, to)| format!("{}: {to:?}", key(field))).collect();
        let _ = writeln!(out, "  {name}: {{ {} }},", fields.join(", "));
    }
    out.push_str("};\n");
    Ok(out)
}

/// Returns the shapes of types that have converted fields, directly or inside.
fn shapes(types: &Types) -> Result<BTreeMap<String, Shape>> {
    let mut known = BTreeMap::new();
    // A type may refer to later ones, so the types are read until no new type is found.
    loop {
        let mut found = BTreeMap::new();
        for declaration in types.own() {
            let shape = of_type(&declaration.body, &known)?;
            if !shape.is_empty() {
                found.insert(declaration.name.clone(), shape);
            }
        }
        if found == known {
            return Ok(known);
        }
        known = found;
    }
}

fn of_type(body: &Type, known: &BTreeMap<String, Shape>) -> Result<Shape> {
    let mut shape = Shape::new();
    match body {
        Type::Object(fields) => add_fields(&mut shape, fields, known)?,
        Type::Map(values) => {
            if let Some(to) = conversion(values, known) {
                shape.insert("*".to_owned(), to);
            }
        }
        Type::Union(members) => {
            for member in members {
                if let Type::Object(fields) = member {
                    add_fields(&mut shape, fields, known)?;
                }
            }
        }
        _ => {}
    }
    Ok(shape)
}

fn add_fields(shape: &mut Shape, fields: &[Field], known: &BTreeMap<String, Shape>) -> Result<()> {
    for field in fields {
        if let Some(to) = conversion(&field.body, known) {
            let was = shape.insert(field.name.clone(), to.clone());
            ensure!(was.is_none_or(|was| was == to), "`{}` has two types in one union", field.name);
        }
    }
    Ok(())
}

/// Returns how a value is converted: as a time, secret, bytes or large integer, or by the shape of its type. Applies to each element of
/// an array.
fn conversion(body: &Type, known: &BTreeMap<String, Shape>) -> Option<String> {
    match body {
        Type::Named(name) => {
            special(name).map(str::to_owned).or_else(|| known.contains_key(name).then(|| name.clone()))
        }
        Type::Array(element) => conversion(element, known),
        Type::Map(values) => conversion(values, known).map(|to| format!("*{to}")),
        Type::Union(members) => members.iter().find_map(|member| conversion(member, known)),
        _ => None,
    }
}

fn special(name: &str) -> Option<&'static str> {
    match name {
        "Timestamp" => Some("T"),
        "Secret" => Some("S"),
        "Bytes" => Some("B"),
        "Int64" => Some("I"),
        _ => None,
    }
}

/// Returns the expression for the shape of a response.
pub(super) fn reference(body: &Type) -> String {
    match body {
        Type::Named(name) => format!("{:?}", special(name).unwrap_or(name)),
        Type::Array(element) => reference(element),
        Type::Union(members) => {
            members.iter().map(reference).find(|found| found != "undefined").unwrap_or_else(|| "undefined".to_owned())
        }
        _ => "undefined".to_owned(),
    }
}

fn key(field: &str) -> String {
    if field.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        field.to_owned()
    } else {
        format!("{field:?}")
    }
}
