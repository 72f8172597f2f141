//! Types of requests: typed dictionaries with the names of the JSON.

use std::fmt::Write;

use anyhow::{Context, Result, ensure};

use super::super::{Declaration, Field, Type, Types, capitalized};
use super::{List, annotation, escape};

/// Declares a typed dictionary. Required and optional keys need two classes because Python 3.10 lacks `NotRequired`.
pub(super) fn class(types: &Types, name: &str, doc: &str, fields: &[Field]) -> Result<String> {
    let (required, optional): (Vec<&Field>, Vec<&Field>) = fields.iter().partition(|field| field.required);
    if optional.is_empty() {
        return body(types, name, "TypedDict", doc, &required);
    }
    if required.is_empty() {
        return body(types, name, "TypedDict, total=False", doc, &optional);
    }
    let base = format!("_{name}Required");
    let first = body(types, &base, "TypedDict", &format!("The required keys of `{name}`."), &required)?;
    Ok(first + &body(types, name, &format!("{base}, total=False"), doc, &optional)?)
}

/// Declares a union of dictionaries: a class for each, and the union.
pub(super) fn union(types: &Types, declaration: &Declaration, members: &[Type]) -> Result<(String, String)> {
    let Declaration { name, doc, .. } = declaration;
    let mut classes = String::new();
    let mut names = Vec::new();
    for member in members {
        match member {
            Type::Object(fields) => {
                let member_name = format!("{name}{}", variant(fields).with_context(|| format!("in `{name}`"))?);
                classes.push_str(&class(types, &member_name, &format!("One form of `{name}`."), fields)?);
                names.push(member_name);
            }
            other => names.push(annotation(types, other, List::Built)),
        }
    }
    let union =
        format!("\n{name}: TypeAlias = \"{}\"\n\"\"\"{}\"\"\"\n", names.join(" | ").replace('"', "'"), escape(doc));
    Ok((classes, union))
}

/// Names a member after the literal of its `type`, or after its first field.
fn variant(fields: &[Field]) -> Result<String> {
    let tag = fields.iter().find_map(|field| match &field.body {
        Type::Names(names) if field.required && names.len() == 1 => names.first().map(|name| name.text.as_str()),
        _ => None,
    });
    let name = tag.or_else(|| fields.first().map(|field| field.name.as_str())).context("a member without fields")?;
    Ok(capitalized(name))
}

fn body(types: &Types, name: &str, bases: &str, doc: &str, fields: &[&Field]) -> Result<String> {
    let mut out = format!("\n\nclass {name}({bases}):\n    \"\"\"{}\"\"\"\n", escape(doc));
    for field in fields {
        let is_plain = field.name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        ensure!(is_plain, "the field `{}` of `{name}` is not an identifier", field.name);
        let _ = write!(out, "\n    {}: {}\n", field.name, annotation(types, &field.body, List::Built));
        if let Some(doc) = &field.doc {
            let _ = writeln!(out, "    \"\"\"{}\"\"\"", escape(doc));
        }
    }
    Ok(out)
}
