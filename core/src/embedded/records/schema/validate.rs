//! Validates all existing documents against a pending schema.

use rusqlite::Transaction;

use super::decide::{Decision, decide};
use super::enforce::Enforcer;
use super::row::SchemaRow;
use crate::embedded::records::document::{Stored, TableRow, after_id, numbers_of};
use crate::error::Result;
use crate::model::DeploymentId;
use crate::schema::Schema;
use crate::value::{DocumentId, Tables};

/// Number of bytes of documents that are checked together.
const BLOCK_LEN: usize = 1 << 20;

/// Result of a validation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::embedded) enum Verdict {
    /// All documents match.
    Valid,
    /// A document does not match.
    Refused(RefusedDocument),
    /// Out of time: all documents match up to this one of this table.
    Stopped(String, Vec<u8>),
}

/// A document that does not match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::embedded) struct RefusedDocument {
    /// Table of the document.
    pub(in crate::embedded) table: String,
    /// Error with the document's ID.
    pub(in crate::embedded) error: String,
}

/// Validates the documents of a component against a submitted schema, starting at the last stop. Calls
/// `should_continue` after each block.
pub(in crate::embedded) fn validate(
    tx: &Transaction<'_>,
    deployment: DeploymentId,
    row: &SchemaRow,
    should_continue: &mut dyn FnMut() -> bool,
) -> Result<Verdict> {
    let from = row.checked.as_ref().map(|(table, id)| (table.as_str(), id.as_slice()));
    validate_next(tx, deployment, &row.component, &row.schema()?, from, should_continue)
}

/// Validates the documents of a component against a new schema.
pub(in crate::embedded) fn validate_next(
    tx: &Transaction<'_>,
    deployment: DeploymentId,
    component: &str,
    next: &Schema,
    from: Option<(&str, &[u8])>,
    should_continue: &mut dyn FnMut() -> bool,
) -> Result<Verdict> {
    let active = SchemaRow::active(tx, deployment, component)?.map(|active| active.schema()).transpose()?;
    let tables = TableRow::of_component(tx, deployment, component)?;
    let numbers = numbers_of(tables.iter().map(|table| (&table.name, table.number)));
    for table in tables.iter().filter(|table| from.is_none_or(|(name, _)| table.name.as_str() >= name)) {
        if decide(next, active.as_ref(), &table.name, Some(table), &numbers) != Decision::MustWalk {
            continue;
        }
        let after = from.filter(|(name, _)| table.name == *name).map_or(&[][..], |(_, id)| id);
        let verdict = walk(tx, table, next, &numbers, after, should_continue)?;
        if verdict != Verdict::Valid {
            return Ok(verdict);
        }
    }
    Ok(Verdict::Valid)
}

fn walk(
    tx: &Transaction<'_>,
    table: &TableRow,
    next: &Schema,
    numbers: &Tables,
    after: &[u8],
    should_continue: &mut dyn FnMut() -> bool,
) -> Result<Verdict> {
    let Some(wanted) = next.tables.get(&table.name) else { return Ok(Verdict::Valid) };
    let mut walk =
        Walk { table, enforcer: Enforcer::new(&wanted.document, numbers), block: Vec::new(), last: Vec::new() };
    let mut verdict = Verdict::Valid;
    after_id(tx, table.id, after, &mut |stored| {
        if walk.take(&stored) {
            return Ok(true);
        }
        verdict = walk.check_block()?;
        if verdict == Verdict::Valid && !should_continue() {
            verdict = Verdict::Stopped(table.name.to_string(), walk.last.clone());
        }
        Ok(verdict == Verdict::Valid)
    })?;
    if verdict == Verdict::Valid { walk.check_block() } else { Ok(verdict) }
}

struct Walk<'a> {
    table: &'a TableRow,
    enforcer: Enforcer<'a>,
    /// Documents to check, one per line.
    block: Vec<u8>,
    /// ID of the last document in the block.
    last: Vec<u8>,
}

impl Walk<'_> {
    /// Adds a document to the block. Returns true if another one fits.
    fn take(&mut self, stored: &Stored<'_>) -> bool {
        self.block.extend_from_slice(stored.text.as_bytes());
        self.block.push(b'\n');
        self.last.clear();
        self.last.extend_from_slice(stored.id);
        self.block.len() < BLOCK_LEN
    }

    fn check_block(&mut self) -> Result<Verdict> {
        let block = std::mem::take(&mut self.block);
        if self.enforcer.accepts_all(&block)? {
            return Ok(Verdict::Valid);
        }
        for line in block.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            let document = String::from_utf8_lossy(line);
            if let Some(why) = self.enforcer.complaint(&document)? {
                return Ok(Verdict::Refused(self.rejection(&document, &why)));
            }
        }
        Ok(Verdict::Valid)
    }

    fn rejection(&self, document: &str, why: &str) -> RefusedDocument {
        let (table, id) = (self.table.name.to_string(), id_of(document).unwrap_or_default());
        RefusedDocument {
            error: format!("Document with ID \"{id}\" in table \"{table}\" does not match the schema: {why}"),
            table,
        }
    }
}

/// Returns the ID of a stored document.
fn id_of(document: &str) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct Identified {
        _id: String,
    }
    let id = serde_json::from_str::<Identified>(document).ok()?._id;
    DocumentId::decode(&id).map(|_| id)
}
