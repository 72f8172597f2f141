//! Results of checking stored documents, as plain data.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Position, TopN};
use crate::schema::check::Reason;
use crate::value::{Name, Tables};

/// Stored documents that were found, and those that a schema refuses.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DataEvidence {
    /// Components by path: `""` for the root, `"a/b"` for those below.
    pub components: BTreeMap<String, ComponentData>,
    /// Notes about the format of the documents that affect the result.
    pub notes: Vec<String>,
}

impl DataEvidence {
    /// Returns the result for a table of a component.
    #[must_use]
    pub fn table(&self, component: &str, table: &str) -> Option<&TableData> {
        self.components.get(component)?.tables.get(table)
    }
}

/// The stored documents of one component.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ComponentData {
    /// Tables by name, including tables without documents if the input lists them.
    pub tables: BTreeMap<Name, TableData>,
    /// Numbers of the tables, if the input contains them.
    pub table_numbers: Tables,
}

/// The stored documents of one table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TableData {
    /// Number of documents that were read.
    pub documents: u64,
    /// True if the documents were checked against a table of the schema; documents of other tables are only counted.
    pub checked: bool,
    /// True if these are all documents of the table.
    pub complete: bool,
    /// Number of documents that the schema refuses.
    pub refused: u64,
    /// Violations, grouped by path and reason and in that order.
    pub groups: Vec<Group>,
    /// Number of violations in no group, since only the first groups are kept.
    pub ungrouped: u64,
    /// Lines that are not documents, with the first of them. They are not counted as documents.
    pub bad_lines: TopN<BadLine>,
    /// Documents that directly follow one with the same id, with the smallest of them.
    pub repeated_ids: TopN<RepeatedId>,
    /// Documents that have the id of an earlier one anywhere in the table, with the smallest of them; absent if not
    /// requested. Only complete tables have them, not parts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duplicate_ids: Option<TopN<DuplicateId>>,
    /// Validator that would accept all documents, if some are refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub widening: Option<Widening>,
    /// Number of ids that passed only because the number of their table is unknown, by the table that the schema names.
    pub ids_not_verified: BTreeMap<Name, u64>,
}

impl TableData {
    /// Checks if all documents of the table are known to match the schema.
    #[must_use]
    pub fn passes(&self) -> bool {
        self.checked && self.complete && self.refused == 0 && self.bad_lines.count == 0
    }
}

/// A validator that would accept all documents of a table, in Convex's notation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Widening {
    /// Narrowest validator by the rules. It may contain literals that are values of documents, which are private.
    pub validator: String,
    /// The same validator with kinds in place of such literals.
    pub without_values: String,
}

/// Violations of one kind at one place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Group {
    /// Path, the same for all elements and entries: `.items[].price`. For a union that refuses a value, the path of the
    /// union itself.
    pub path: String,
    /// Reason of the refusal.
    pub reason: Reason,
    /// Number of violations; a document can have several.
    pub count: u64,
    /// Number of documents with at least one.
    pub documents: u64,
    /// Examples from the documents with the smallest ids.
    pub samples: Vec<ViolationSample>,
}

/// An example of a violation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ViolationSample {
    /// Id of the document; absent if it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Position of the document in its file.
    pub position: Position,
    /// Path in Convex's notation: `.items[0].price`.
    pub path: String,
    /// Value at the path, in encoded JSON; absent for a missing field, and for a value that is too long to keep.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub value: Option<serde_json::Value>,
    /// Length of the value in bytes of JSON, if it is too long to keep.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub omitted_bytes: Option<u64>,
    /// If no member of a union accepts the value: mismatches of the closest member, with paths relative to the value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closest_member: Vec<MemberMismatch>,
}

/// A place inside a value where a member of a union refuses it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MemberMismatch {
    /// Path relative to the value; empty for the value itself.
    pub path: String,
    /// Reason of the refusal.
    pub reason: Reason,
}

/// A line that is not a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BadLine {
    /// Position of the line.
    pub position: Position,
    /// Description of the problem.
    pub message: String,
}

/// A document that directly follows one with the same id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RepeatedId {
    /// The shared id.
    pub id: String,
    /// Position of the second document.
    pub position: Position,
}

/// A document with the id of an earlier one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DuplicateId {
    /// The shared id; only its start if it is much too long.
    pub id: String,
    /// Position of the first document with this id.
    pub first: Position,
    /// Position of this document.
    pub again: Position,
}

/// Reads a present `null` as a value, not as an absent one.
fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<serde_json::Value>, D::Error> {
    serde_json::Value::deserialize(deserializer).map(Some)
}
