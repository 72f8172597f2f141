//! `tables`, `tableData` and `tableSize`

use serde::Deserialize;
use serde_json::{Value, json};

use super::asked::Asked;
use crate::embedded::records::document::{Order, Place, STORAGE, TableRow, by_creation_time};
use crate::embedded::records::scheduled_call;
use crate::error::{Error, Result};
use crate::value::{Encoding, Value as Document, decode, to_encoded};

/// How many documents a page has at most, and after how many bytes it ends. Source: `paginationLimits.ts`, more or less.
const MAX_DOCUMENTS: usize = 8_192;
const MAX_BYTES: usize = 4 << 20;

/// What a page is to be.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Page {
    cursor: Option<String>,
    num_items: f64,
}

/// The names of all tables.
pub(super) fn list(asked: &Asked<'_>) -> Result<Value> {
    let tables = TableRow::of_component(asked.call.tx, asked.deployment.row.id, asked.component)?;
    let page: Vec<_> = tables.iter().map(|table| json!({ "name": table.name })).collect();
    Ok(json!({ "page": page, "isDone": true, "continueCursor": "end" }))
}

/// A page of the documents of a table, in the order of their creation. A table that is not there is empty.
pub(super) fn data(asked: &Asked<'_>) -> Result<Value> {
    let page: Page = asked.arguments.get("paginationOpts")?;
    let order = match asked.arguments.get::<String>("order")?.as_str() {
        "asc" => Order::Ascending,
        "desc" => Order::Descending,
        _ => return Err(Error::invalid_input("ArgumentValidationError: an order is `asc` or `desc`").at_path(".order")),
    };
    let after = page.cursor.as_deref().map(|cursor| Place::parse(cursor).ok_or_else(bad_cursor)).transpose()?;
    let wanted = (page.num_items.max(0.0) as usize).min(MAX_DOCUMENTS);
    let name: String = asked.arguments.get("table")?;
    if name == scheduled_call::TABLE {
        return scheduled_calls(asked, order);
    }
    let (mut documents, mut bytes, mut last) = (Vec::new(), 0, after.clone());
    let mut is_done = true;
    if let Some(table) = find(asked, &name)? {
        by_creation_time(asked.call.tx, table.id, order, after.as_ref(), &mut |place, text| {
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

/// What Convex tells of a stored file. Source: `model/src/file_storage/virtual_table.rs`.
fn stored_file(document: Document) -> Document {
    let Document::Object(mut fields) = document else { return document };
    fields.remove("internalId");
    if let Some(Document::Int64(size)) = fields.get("size") {
        let size = Document::Float64(*size as f64);
        fields.insert("size".into(), size);
    }
    Document::Object(fields)
}

/// The calls that are scheduled, on one page: people have put them there.
fn scheduled_calls(asked: &Asked<'_>, order: Order) -> Result<Value> {
    let calls = scheduled_call::calls(asked.call.tx, asked.deployment.row.id, asked.component)?;
    let documents = calls.iter().map(|text| Ok(to_encoded(&decode(text, Encoding::Export)?)));
    let mut page: Vec<Value> = documents.collect::<Result<_>>()?;
    if order == Order::Descending {
        page.reverse();
    }
    Ok(json!({ "page": page, "isDone": true, "continueCursor": "end" }))
}

/// How many documents a table has.
pub(super) fn size(asked: &Asked<'_>) -> Result<Value> {
    let table = find(asked, &asked.arguments.get::<String>("tableName")?)?;
    Ok(json!(table.map_or(0.0, |table| table.documents as f64)))
}

fn find(asked: &Asked<'_>, name: &str) -> Result<Option<TableRow>> {
    TableRow::by_name(asked.call.tx, asked.deployment.row.id, asked.component, name)
}

fn bad_cursor() -> Error {
    Error::invalid_input("InvalidCursor: the cursor is none of this query")
}
