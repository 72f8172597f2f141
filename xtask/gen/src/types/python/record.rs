//! Objects as records: immutable classes with Python names, read from and written as JSON by a table of fields.

use std::fmt::Write;

use anyhow::{Context, Result};

use super::super::{Declaration, Field, Type, Types, capitalized};
use super::{JSON, List, annotation, argument_name, escape};

/// Type whose methods are written by hand.
const WITH_METHODS: &str = "Report";

/// Declares a record.
pub(super) fn class(types: &Types, name: &str, doc: &str, fields: &[Field]) -> Result<String> {
    let (required, optional): (Vec<&Field>, Vec<&Field>) = fields.iter().partition(|field| field.required);
    let bases = if name == WITH_METHODS { "ReportMethods, Record" } else { "Record" };
    let mut out = format!("\n\nclass {name}({bases}):\n    \"\"\"{}\"\"\"\n", escape(doc));
    let mut table = String::new();
    for field in required.iter().chain(&optional) {
        let argument = argument_name(&field.name);
        let _ = write!(out, "\n    {argument}: {}\n", annotate(types, field));
        if let Some(doc) = &field.doc {
            let _ = writeln!(out, "    \"\"\"{}\"\"\"", escape(doc));
        }
        let reader =
            reader(types, &field.body).with_context(|| format!("in the field `{}` of `{name}`", field.name))?;
        let _ = writeln!(table, "        {argument:?}: ({:?}, {reader}),", field.name);
    }
    let _ = write!(out, "\n    _fields_ = {{\n{table}    }}\n");
    Ok(out)
}

/// Declares a union: a record for each of its objects, and the union. Returns both.
pub(super) fn union(types: &Types, declaration: &Declaration, members: &[Type]) -> Result<(String, String)> {
    let Declaration { name, doc, .. } = declaration;
    let (mut classes, mut names) = (String::new(), Vec::new());
    for member in members {
        match member {
            Type::Object(fields) if tag(fields).is_some() || members.len() > 1 => {
                let member_name = member_name(name, fields)?;
                classes.push_str(&class(types, &member_name, &format!("One form of `{name}`."), fields)?);
                names.push(member_name);
            }
            other => names.push(annotation(types, other, List::Received)),
        }
    }
    let union =
        format!("\n{name}: TypeAlias = \"{}\"\n\"\"\"{}\"\"\"\n", names.join(" | ").replace('"', "'"), escape(doc));
    Ok((classes, union))
}

/// Returns the annotation, with the default of an optional field.
fn annotate(types: &Types, field: &Field) -> String {
    let annotation = annotation(types, &field.body, List::Received);
    match (&field.body, field.required) {
        (Type::Names(names), true) if names.len() == 1 => {
            format!("{annotation} = {:?}", names.first().map_or("", |name| name.text.as_str()))
        }
        (_, true) => annotation,
        (Type::Array(_), false) => format!("{annotation} = ()"),
        (Type::Named(name), false) if name == JSON => format!("{annotation} = UNSET"),
        _ => format!("{annotation} | None = None"),
    }
}

/// Returns the specification with which `_record.py` reads a type: `None` if its JSON form is its Python form.
pub(crate) fn reader(types: &Types, body: &Type) -> Result<String> {
    Ok(match body {
        Type::Array(element) => format!("(\"list\", {})", reader(types, element)?),
        Type::Map(values) => match reader(types, values)?.as_str() {
            "None" => "None".to_owned(),
            values => format!("(\"map\", {values})"),
        },
        Type::Union(members) => of_union(types, members)?,
        Type::OtherKind => "\"=OtherKind\"".to_owned(),
        Type::Named(name) => of_name(types, name)?,
        _ => "None".to_owned(),
    })
}

fn of_name(types: &Types, name: &str) -> Result<String> {
    Ok(match name {
        JSON | "Int64" => "None".to_owned(),
        "Secret" | "Bytes" | "Timestamp" => format!("\"{name}\""),
        _ => match &types.get(name).with_context(|| format!("`{name}` is not declared"))?.body {
            Type::Object(_) => format!("\"={name}\""),
            Type::Union(members) if members.iter().any(|member| matches!(member, Type::Object(_))) => {
                of_tagged(name, members)?
            }
            body => reader(types, body)?,
        },
    })
}

/// Reads the one member that is not null.
fn of_union(types: &Types, members: &[Type]) -> Result<String> {
    let readers = members.iter().map(|member| reader(types, member)).collect::<Result<Vec<_>>>()?;
    let mut readers = readers.into_iter().filter(|reader| reader != "None");
    match (readers.next(), readers.next()) {
        (None, _) => Ok("None".to_owned()),
        // A list among plain types stays a list.
        (Some(only), None) if only == "(\"list\", None)" => Ok("None".to_owned()),
        (Some(only), None) => Ok(only),
        _ => anyhow::bail!("unsupported union of classes in a response"),
    }
}

/// Reads the member with the tag of the object. Members without a tag, which are few and open, stay JSON.
fn of_tagged(name: &str, members: &[Type]) -> Result<String> {
    let mut cases = Vec::new();
    let mut key = None;
    for member in members {
        let Type::Object(fields) = member else { continue };
        let Some((field, value)) = tag(fields) else { return Ok("None".to_owned()) };
        key = Some(field);
        cases.push(format!("{value:?}: \"={}\"", member_name(name, fields)?));
    }
    let key = key.with_context(|| format!("`{name}` has no tag"))?;
    Ok(format!("(\"by\", {key:?}, {{{}}})", cases.join(", ")))
}

/// Returns the required field with a single literal, and the literal.
fn tag(fields: &[Field]) -> Option<(&str, &str)> {
    fields.iter().find_map(|field| match &field.body {
        Type::Names(names) if field.required && names.len() == 1 => {
            names.first().map(|name| (field.name.as_str(), name.text.as_str()))
        }
        _ => None,
    })
}

/// Names a member of a union after its tag, or after its first field.
fn member_name(union: &str, fields: &[Field]) -> Result<String> {
    let variant = tag(fields).map(|(_, value)| value).or_else(|| fields.first().map(|field| field.name.as_str()));
    let variant = variant.with_context(|| format!("a member of `{union}` without fields"))?;
    let words = variant.split(|c: char| !c.is_ascii_alphanumeric()).map(capitalized);
    Ok(union.to_owned() + &words.collect::<String>())
}
