//! Types of answers: frozen data classes with Python names, converted from and to the JSON names.

use std::fmt::Write;

use anyhow::{Result, bail};

use super::super::{Declaration, Field, Type, Types};
use super::{JSON, List, annotation, escape, snake_case};

pub(super) fn class(types: &Types, declaration: &Declaration, fields: &[Field]) -> Result<String> {
    let Declaration { name, doc, .. } = declaration;
    let (required, optional): (Vec<&Field>, Vec<&Field>) = fields.iter().partition(|field| field.required);
    let mut out = format!(
        "\n\n@dataclass(frozen=True, slots=True, kw_only=True)\nclass {name}:\n    \"\"\"{}\"\"\"\n",
        escape(doc)
    );
    for field in required.iter().chain(&optional) {
        let _ = write!(out, "\n    {}: {}\n", snake_case(&field.name), annotate(field));
        if let Some(doc) = &field.doc {
            let _ = writeln!(out, "    \"\"\"{}\"\"\"", escape(doc));
        }
    }
    out.push_str(&from_json(types, name, fields)?);
    out.push_str(&to_json(types, &required, &optional)?);
    Ok(out)
}

/// Returns the annotation, with the default of an optional field.
fn annotate(field: &Field) -> String {
    let annotation = annotation(&field.body, List::Received);
    match (&field.body, field.required) {
        (_, true) => annotation,
        (Type::Array(_), false) => format!("{annotation} = ()"),
        (Type::Named(name), false) if name == JSON => format!("{annotation} = None"),
        _ => format!("{annotation} | None = None"),
    }
}

fn from_json(types: &Types, name: &str, fields: &[Field]) -> Result<String> {
    let mut lines = String::new();
    for field in fields {
        let key = &field.name;
        let value = match (&field.body, field.required) {
            (body, true) => decode(types, body, &format!("data[{key:?}]"))?,
            (body @ Type::Array(_), false) => decode(types, body, &format!("data.get({key:?}, ())"))?,
            (body, false) if is_plain(types, body)? => format!("data.get({key:?})"),
            (body, false) => {
                let read = decode(types, body, &format!("data[{key:?}]"))?;
                format!("{read} if data.get({key:?}) is not None else None")
            }
        };
        let _ = writeln!(lines, "            {}={value},", snake_case(key));
    }
    Ok(format!(
        "\n    @classmethod\n    def from_json(cls, data: Mapping[str, Any]) -> {name}:\n        \
         \"\"\"Reads the JSON form.\"\"\"\n        return cls(\n{lines}        )\n"
    ))
}

fn to_json(types: &Types, required: &[&Field], optional: &[&Field]) -> Result<String> {
    let mut lines = String::new();
    for field in required {
        let value = encode(types, &field.body, &format!("self.{}", snake_case(&field.name)))?;
        let _ = writeln!(lines, "            {:?}: {value},", field.name);
    }
    let mut rest = String::new();
    for field in optional {
        let name = format!("self.{}", snake_case(&field.name));
        let test = if matches!(field.body, Type::Array(_)) { name.clone() } else { format!("{name} is not None") };
        let value = encode(types, &field.body, &name)?;
        let _ = write!(rest, "        if {test}:\n            data[{:?}] = {value}\n", field.name);
    }
    let always = if lines.is_empty() { "{}".to_owned() } else { format!("{{\n{lines}        }}") };
    Ok(format!(
        "\n    def to_json(self) -> dict[str, Any]:\n        \"\"\"Returns the JSON form.\"\"\"\n        \
         data: dict[str, Any] = {always}\n{rest}        return data\n"
    ))
}

/// Returns the expression that reads a type.
fn decode(types: &Types, body: &Type, from: &str) -> Result<String> {
    convert(types, body, from, &|name, item| format!("{name}.from_json({item})"), "tuple")
}

/// Returns the expression that writes a type.
fn encode(types: &Types, body: &Type, from: &str) -> Result<String> {
    convert(types, body, from, &|_, item| format!("{item}.to_json()"), "list")
}

fn convert(
    types: &Types,
    body: &Type,
    from: &str,
    class: &dyn Fn(&str, &str) -> String,
    array: &str,
) -> Result<String> {
    Ok(match body {
        Type::Array(element) if is_plain(types, element)? => format!("{array}({from})"),
        Type::Array(element) => {
            format!("{array}({} for item in {from})", convert(types, element, "item", class, array)?)
        }
        body if is_plain(types, body)? => from.to_owned(),
        Type::Named(name) => class(name, from),
        Type::Map(values) => {
            format!("{{name: {} for name, item in {from}.items()}}", convert(types, values, "item", class, array)?)
        }
        _ => bail!("unsupported union of classes in an answer"),
    })
}

/// Checks if the JSON form equals the Python form.
fn is_plain(types: &Types, body: &Type) -> Result<bool> {
    Ok(match body {
        Type::Named(name) => match types.get(name).map(|declaration| &declaration.body) {
            Some(Type::Object(_)) => false,
            Some(_) if name == JSON => true,
            Some(body) => is_plain(types, body)?,
            None => bail!("`{name}` is not declared"),
        },
        Type::Array(_) | Type::Object(_) => false,
        Type::Map(values) => is_plain(types, values)?,
        Type::Union(members) => {
            let plain = members.iter().map(|member| is_plain(types, member)).collect::<Result<Vec<_>>>()?;
            plain.into_iter().all(|member| member)
        }
        _ => true,
    })
}
