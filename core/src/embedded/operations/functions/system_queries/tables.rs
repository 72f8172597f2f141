//! `tables`, `tableData` and `tableSize`

use serde::Deserialize;
use serde_json::{Value, json};

use super::invocation::Invocation;
use crate::embedded::records::document::{Order, Place, STORAGE, TableRow, by_creation_time};
use crate::embedded::records::scheduled_call;
use crate::error::{Error, Result};
use crate::value::{Encoding, Value as Document, decode, to_encoded};

/// Maximum number of documents on a page, and the number of bytes after which it ends. Source: roughly
/// `paginationLimits.ts`.
const MAX_DOCUMENTS: usize = 8_192;
const MAX_BYTES: usize = 4 << 20;

/// Options of a page.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Page {
    cursor: Option<String>,
    num_items: f64,
}

/// Returns the names of all tables.
pub(super) fn list(invocation: &Invocation<'_>) -> Result<Value> {
    let tables = TableRow::of_component(invocation.call.tx, invocation.deployment.row.id, invocation.component)?;
    let page: Vec<_> = tables.iter().map(|table| json!({ "name": table.name })).collect();
    Ok(json!({ "page": page, "isDone": true, "continueCursor": "end" }))
}

/// Returns a page of a table's documents in order of creation. A missing table counts as empty.
pub(super) fn data(invocation: &Invocation<'_>) -> Result<Value> {
    let order = match invocation.arguments.get::<String>("order")?.as_str() {
        "asc" => Order::Ascending,
        "desc" => Order::Descending,
        _ => {
            return Err(
                Error::invalid_input("ArgumentValidationError: the order must be `asc` or `desc`").at_path(".order")
            );
        }
    };
    page_of(invocation, &invocation.arguments.get::<String>("table")?, order)
}

/// Returns a page of a table's documents for the dashboard, the latest first.
///
/// # Errors
/// `InvalidInput` if the documents are filtered, which is not supported.
pub(super) fn documents(invocation: &Invocation<'_>) -> Result<Value> {
    if invocation.arguments.get::<Option<String>>("filters")?.is_some() {
        return Err(
            Error::invalid_input("cannot filter documents: this server returns all of them").at_path(".filters")
        );
    }
    page_of(invocation, &invocation.arguments.get::<String>("table")?, Order::Descending)
}

/// Returns the names of the tables by their numbers.
pub(super) fn mapping(invocation: &Invocation<'_>) -> Result<Value> {
    let component = invocation.component()?;
    let tables = TableRow::of_component(invocation.call.tx, invocation.deployment.row.id, &component)?;
    let users = tables.iter().filter(|table| !table.name.starts_with('_'));
    Ok(users.map(|table| (table.number.to_string(), json!(table.name))).collect())
}

fn page_of(invocation: &Invocation<'_>, name: &str, order: Order) -> Result<Value> {
    let page: Page = invocation.arguments.get("paginationOpts")?;
    let after = page.cursor.as_deref().map(|cursor| Place::parse(cursor).ok_or_else(bad_cursor)).transpose()?;
    let wanted = (page.num_items.max(0.0) as usize).min(MAX_DOCUMENTS);
    if name == scheduled_call::TABLE {
        return scheduled_calls(invocation, order);
    }
    let (mut documents, mut bytes, mut last) = (Vec::new(), 0, after.clone());
    let mut is_done = true;
    if let Some(table) = find(invocation, name)? {
        by_creation_time(invocation.call.tx, table.id, order, after.as_ref(), &mut |place, text| {
            if documents.len() >= wanted || bytes >= MAX_BYTES {
                is_done = false;
                return Ok(false);
            }
            bytes += text.len();
            let document = decode(text, Encoding::Export)?;
            let document = if name == STORAGE { stored_file(document) } else { document };
            documents.push(to_encoded(&document));
            last = Some(place);
            Ok(true)
        })?;
    }
    let cursor = last.filter(|_| !is_done).map_or_else(|| "end".to_owned(), |place| place.to_string());
    Ok(json!({ "page": documents, "isDone": is_done, "continueCursor": cursor }))
}

/// Converts a stored file to Convex's virtual document. Source: `model/src/file_storage/virtual_table.rs`.
fn stored_file(document: Document) -> Document {
    let Document::Object(mut fields) = document else { return document };
    fields.remove("internalId");
    if let Some(Document::Int64(size)) = fields.get("size") {
        let size = Document::Float64(*size as f64);
        fields.insert("size".into(), size);
    }
    Document::Object(fields)
}

/// Returns all scheduled calls on one page. Only tests create them, so they are few.
fn scheduled_calls(invocation: &Invocation<'_>, order: Order) -> Result<Value> {
    let calls = scheduled_call::calls(invocation.call.tx, invocation.deployment.row.id, invocation.component)?;
    let documents = calls.iter().map(|text| Ok(to_encoded(&decode(text, Encoding::Export)?)));
    let mut page: Vec<Value> = documents.collect::<Result<_>>()?;
    if order == Order::Descending {
        page.reverse();
    }
    Ok(json!({ "page": page, "isDone": true, "continueCursor": "end" }))
}

/// Returns the number of documents in a table.
pub(super) fn size(invocation: &Invocation<'_>) -> Result<Value> {
    let table = find(invocation, &invocation.arguments.get::<String>("tableName")?)?;
    Ok(json!(table.map_or(0.0, |table| table.documents as f64)))
}

/// Returns a value that differs after each change of a table, for clients that wait for changes.
pub(super) fn version(invocation: &Invocation<'_>) -> Result<Value> {
    let table = find(invocation, &invocation.arguments.get::<String>("tableName")?)?;
    Ok(table.map_or_else(|| json!([]), |table| json!([table.ts as f64, table.documents as f64, table.bytes as f64])))
}

/// Returns the number of documents in all tables of users.
pub(super) fn size_of_all(invocation: &Invocation<'_>) -> Result<Value> {
    let component = invocation.component()?;
    let tables = TableRow::of_component(invocation.call.tx, invocation.deployment.row.id, &component)?;
    let sizes = tables.iter().filter(|table| !table.name.starts_with('_')).map(|table| table.documents as f64);
    Ok(json!(sizes.sum::<f64>()))
}

fn find(invocation: &Invocation<'_>, name: &str) -> Result<Option<TableRow>> {
    TableRow::by_name(invocation.call.tx, invocation.deployment.row.id, &invocation.component()?, name)
}

fn bad_cursor() -> Error {
    Error::invalid_input("InvalidCursor: the cursor does not belong to this query")
}
