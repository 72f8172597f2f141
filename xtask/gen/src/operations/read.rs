//! Reads the catalogue of operations.

use anyhow::{Context, Result, ensure};
use serde_json::{Map, Value};

use super::flatten::{flatten, resolve};
use super::{Operation, Operations, Request, Response};
use crate::types::{Type, Types, object, schema_type, texts};

/// Kinds of API whose operations a deployment answers.
const OF_DEPLOYMENTS: [&str; 3] = ["deployment", "command", "push"];

/// Types of handles that carry data. The handles themselves have these names in other languages.
const DATA: [&str; 3] = ["Deployment", "Project", "Team"];

/// Reads the operations of the catalogue and the types of verbs.
pub(super) fn operations(catalogue: &Value, of_verbs: &Map<String, Value>) -> Result<Operations> {
    let requests = definitions(catalogue, "requests")?;
    let responses = definitions(catalogue, "responses")?;
    let all = catalogue.get("operations").and_then(Value::as_array).context("`operations` is not an array")?;
    let read = |operation: &Value| {
        let id = text(operation, "id")?;
        self::operation(operation, &requests, &responses).with_context(|| format!("in `{id}`"))
    };
    let list = all.iter().map(read).collect::<Result<Vec<_>>>()?;
    // A type of both has the fields of the response, in which more of them are always present.
    let mut merged = requests.clone();
    merged.extend(responses.clone());
    merged.retain(|name, _| !is_page(name) && !is_request(name, &list));
    let of_functions = Types::from_core()?;
    let of_operations: Vec<String> = merged.keys().cloned().collect();
    for (name, mut schema) in of_verbs.clone() {
        flatten(&mut schema, of_verbs).with_context(|| format!("in `{name}`"))?;
        let name = if DATA.contains(&name.as_str()) { name + "Data" } else { name };
        let same = merged.get(&name).is_none_or(|other| *other == schema);
        ensure!(same, "`{name}` is a type of operations and another one of verbs: rename one of them");
        merged.insert(name, schema);
    }
    let mut types = Types::of_definitions(&merged)?;
    // Reports and plans are types of functions too.
    types.import(|name| {
        let is_answer = of_functions.get(name).is_some_and(|function| function.in_answers);
        is_answer && of_verbs.contains_key(name) && !of_operations.iter().any(|own| own == name)
    });
    Ok(Operations { list, types })
}

/// Checks if a type is a page of a list. Each type of items has one, so their names are numbered.
fn is_page(name: &str) -> bool {
    name.strip_prefix("PageResponse").is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Checks if a type is the request of an operation whose fields became arguments.
fn is_request(name: &str, list: &[Operation]) -> bool {
    list.iter().any(|operation| matches!(operation.request, Request::Fields(_)) && operation.type_name() == name)
}

fn definitions(catalogue: &Value, side: &str) -> Result<Map<String, Value>> {
    let raw = object(catalogue, side)?;
    let mut flat = raw.clone();
    for (name, schema) in &mut flat {
        flatten(schema, raw).with_context(|| format!("in `{name}`"))?;
    }
    Ok(flat)
}

fn operation(operation: &Value, requests: &Map<String, Value>, responses: &Map<String, Value>) -> Result<Operation> {
    let request = operation.get("request").context("`request` is missing")?;
    let api = text(operation, "api")?;
    let own = resolve_once(request, requests);
    Ok(Operation {
        id: text(operation, "id")?,
        doc: own.get("description").and_then(Value::as_str).context("no description")?.to_owned(),
        on_deployment: OF_DEPLOYMENTS.contains(&api.as_str()),
        request: read_request(request, requests)?,
        response: read_response(operation, responses)?,
        errors: texts(operation, "errors")?,
        credentials: texts(operation, "credentials")?,
        permissions: texts(operation, "permissions")?,
    })
}

fn read_request(schema: &Value, definitions: &Map<String, Value>) -> Result<Request> {
    let resolved = resolve(schema, definitions)?;
    match schema_type(resolved)? {
        Type::Object(fields) => Ok(Request::Fields(fields)),
        Type::Union(_) => match schema_type(schema)? {
            Type::Named(name) => Ok(Request::Union(name)),
            _ => anyhow::bail!("a union without a name"),
        },
        _ => anyhow::bail!("a request that is neither an object nor a union"),
    }
}

fn read_response(operation: &Value, definitions: &Map<String, Value>) -> Result<Response> {
    let schema = operation.get("response").context("`response` is missing")?;
    if operation.get("answersBytes") == Some(&Value::Bool(true)) {
        return Ok(Response::File);
    }
    Ok(match schema_type(schema)? {
        Type::Named(name) if is_page(&name) => {
            let items = resolve(schema, definitions)?.pointer("/properties/items/items");
            Response::Pages(schema_type(items.context("a page without items")?)?)
        }
        Type::Null => Response::Nothing,
        body => Response::Value(body),
    })
}

/// Follows one reference, to the description of the type itself.
fn resolve_once<'a>(schema: &'a Value, definitions: &'a Map<String, Value>) -> &'a Value {
    let name = schema.get("$ref").and_then(Value::as_str).and_then(|target| target.strip_prefix("#/$defs/"));
    name.and_then(|name| definitions.get(name)).unwrap_or(schema)
}

fn text(value: &Value, key: &str) -> Result<String> {
    value.get(key).and_then(Value::as_str).map(str::to_owned).with_context(|| format!("`{key}` is not a string"))
}
