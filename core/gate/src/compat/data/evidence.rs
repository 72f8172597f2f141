//! What was found in stored documents, as plain data.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Kept, Position};
use crate::schema::check::Reason;
use crate::value::{Name, Tables};

/// What stored documents were found, and which of them a schema refuses.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DataEvidence {
    /// The components by path: `""` for the root, `"a/b"` for those below.
    pub components: BTreeMap<String, ComponentData>,
    /// What a reader of the result must know about how the documents were read.
    pub notes: Vec<String>,
}

impl DataEvidence {
    /// What was found in a table of a component.
    #[must_use]
    pub fn table(&self, component: &str, table: &str) -> Option<&TableData> {
        self.components.get(component)?.tables.get(table)
    }
}

/// The stored documents of one component.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ComponentData {
    /// The tables by name, those without documents included where the input shows that there are none.
    pub tables: BTreeMap<Name, TableData>,
    /// The numbers of the tables, as far as the input tells them.
    pub table_numbers: Tables,
}

/// The stored documents of one table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TableData {
    /// How many documents were read.
    pub documents: u64,
    /// Whether they were held to a table of the schema; documents of other tables are counted only.
    pub checked: bool,
    /// Whether these are all documents of the table.
    pub complete: bool,
    /// How many documents the schema refuses.
    pub refused: u64,
    /// The violations, grouped by path and reason and in that order.
    pub groups: Vec<Group>,
    /// How many violations are in no group, since only the groups that come first are kept.
    pub ungrouped: u64,
    /// The lines that are no documents, and the first of them. They are not among the documents.
    pub bad_lines: Kept<BadLine>,
    /// The documents that come right after one with the same id, and the smallest of them.
    pub repeated_ids: Kept<RepeatedId>,
    /// The documents that have the id of an earlier one, wherever that is, and the smallest of them; absent where nobody
    /// asked for them. They are found in a whole table alone: its parts do not know them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duplicate_ids: Option<Kept<DuplicateId>>,
    /// The validator that would accept all documents, where some are refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub widening: Option<Widening>,
    /// How many ids passed only because nobody knows the number of their table, by the table that the schema names.
    pub ids_not_verified: BTreeMap<Name, u64>,
}

impl TableData {
    /// Whether all documents of the table are known to match the schema.
    #[must_use]
    pub fn passes(&self) -> bool {
        self.checked && self.complete && self.refused == 0 && self.bad_lines.count == 0
    }
}

/// A validator that would accept all documents of a table, as Convex writes validators.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Widening {
    /// The narrowest by the rules. It may hold literals that are values of documents, which are private.
    pub validator: String,
    /// The same with the kinds of such literals in their place.
    pub without_values: String,
}

/// The violations of one kind at one place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Group {
    /// Where, alike for all elements and entries: `.items[].price`. A union that refuses a value is the place itself.
    pub path: String,
    /// Why.
    pub reason: Reason,
    /// How many violations; a document can have several.
    pub count: u64,
    /// How many documents have one.
    pub documents: u64,
    /// Examples from the documents with the smallest ids.
    pub samples: Vec<Sample>,
}

/// An example of a violation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Sample {
    /// The document; absent where it carries no id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Where the document starts in its file.
    pub position: Position,
    /// Where, as Convex writes it: `.items[0].price`.
    pub path: String,
    /// What is there, in encoded JSON; absent for a missing field, and for a value that is too long to keep.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub value: Option<serde_json::Value>,
    /// How many bytes of JSON the value takes, where it is too long to keep.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub omitted_bytes: Option<u64>,
    /// Where no member of a union accepts the value: some of what the closest one refuses, from the value on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closest_member: Vec<MemberMismatch>,
}

/// A place inside a value at which a member of a union refuses it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MemberMismatch {
    /// Where, from the value on; empty for the value itself.
    pub path: String,
    /// Why.
    pub reason: Reason,
}

/// A line that is no document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BadLine {
    /// Where it starts.
    pub position: Position,
    /// What is wrong with it.
    pub message: String,
}

/// A document that comes right after one with the same id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RepeatedId {
    /// The id.
    pub id: String,
    /// Where the second one starts.
    pub position: Position,
}

/// A document that has the id of an earlier one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DuplicateId {
    /// The id; of one that is much too long, its start.
    pub id: String,
    /// Where the first document with it starts.
    pub first: Position,
    /// Where this one starts.
    pub again: Position,
}

/// A `null` that is there is a value, and not the absence of one.
fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<serde_json::Value>, D::Error> {
    serde_json::Value::deserialize(deserializer).map(Some)
}
