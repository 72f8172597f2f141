//! Schemas that Convex refuses before it checks any document.
//!
//! The limits are those of Convex's code, which decides how a deployment behaves. The docs of each constant name differences
//! from Convex's documentation.

mod document;
mod index;

#[cfg(test)]
mod tests;

use super::{Schema, Table};
use crate::value::Name;
use crate::value::limits::{MAX_IDENTIFIER_LEN, is_identifier};

/// Maximum number of tables of one schema.
pub const MAX_TABLES: usize = 10_000;
/// Maximum number of indexes of one table, of all kinds, including staged ones. Convex's documentation says 32; its
/// code takes 64.
pub const MAX_INDEXES_PER_TABLE: usize = 64;
/// Maximum number of fields of one database index, including the `_creationTime` that Convex appends. Its documentation
/// doesn't count that one; its code does, which leaves 15.
pub const MAX_FIELDS_PER_INDEX: usize = 16;
/// Maximum number of filter fields of one search or vector index.
pub const MAX_FILTER_FIELDS: usize = 16;
/// Minimum number of dimensions of a vector.
pub const MIN_VECTOR_DIMENSIONS: u32 = 2;
/// Maximum number of dimensions of a vector.
pub const MAX_VECTOR_DIMENSIONS: u32 = 4096;
/// Maximum number of levels of objects and arrays in a document, including the document.
pub const MAX_DOCUMENT_NESTING: usize = 16;

/// A problem that makes Convex refuse a schema.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Name of the table; absent if the problem concerns the whole schema.
    pub table: Option<Name>,
    /// Name of the index.
    pub index: Option<Name>,
    /// Place in the table's documents, in the form that groups findings: `.items[].price`.
    pub path: Option<String>,
    /// Kind of the problem.
    pub kind: ProblemKind,
    /// Description of the problem, in one sentence, without a final period.
    pub message: String,
}

/// Kind of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProblemKind {
    /// Something exceeds a limit, or has a form that Convex refuses.
    Limit,
    /// A name is reserved by Convex.
    Reserved,
    /// An index names a field that no document can have.
    ImpossibleIndexField,
}

/// Finds everything in a schema that Convex refuses, in the order of tables, indexes and places.
///
/// ```
/// use convex_ops::schema::Schema;
/// use convex_ops::schema::limits::{ProblemKind, problems};
///
/// let schema = Schema::parse(r#"{"tables": [{"tableName": "_users", "indexes": []}], "schemaValidation": true}"#)?;
/// assert_eq!(problems(&schema)[0].kind, ProblemKind::Reserved);
/// # Ok::<(), convex_ops::Error>(())
/// ```
#[must_use]
pub fn problems(schema: &Schema) -> Vec<Problem> {
    let mut found = Vec::new();
    if schema.tables.len() > MAX_TABLES {
        found.push(Problem {
            table: None,
            index: None,
            path: None,
            kind: ProblemKind::Limit,
            message: format!("the schema has {} tables; a deployment takes {MAX_TABLES}", schema.tables.len()),
        });
    }
    for (name, table) in &schema.tables {
        let mut problems = TableProblems { table: name, found: &mut found };
        problems.name();
        problems.document(&table.document);
        problems.indexes(table, schema.validates);
    }
    found.sort();
    found.dedup();
    found
}

/// Collects the problems of one table.
struct TableProblems<'a> {
    table: &'a Name,
    found: &'a mut Vec<Problem>,
}

impl TableProblems<'_> {
    fn name(&mut self) {
        let name = self.table;
        if let Some(why) = not_an_identifier(name) {
            self.push(None, None, ProblemKind::Limit, format!("a table can't be named `{name}`: {why}"));
        } else if name.starts_with('_') {
            let message = format!("a table can't be named `{name}`: names that start with `_` are Convex's own");
            self.push(None, None, ProblemKind::Reserved, message);
        }
    }

    fn indexes(&mut self, table: &Table, enforced: bool) {
        let count = table.indexes.len();
        if count > MAX_INDEXES_PER_TABLE {
            let message = format!("`{}` has {count} indexes; a table takes {MAX_INDEXES_PER_TABLE}", self.table);
            self.push(None, None, ProblemKind::Limit, message);
        }
        for (number, index) in table.indexes.iter().enumerate() {
            self.index(index);
            for other in table.indexes.iter().take(number) {
                self.check_duplicate(other, index);
            }
            if enforced {
                self.check_possible(index, &table.document);
            }
        }
    }

    fn push(&mut self, index: Option<&Name>, path: Option<String>, kind: ProblemKind, message: String) {
        self.found.push(Problem { table: Some(self.table.clone()), index: index.cloned(), path, kind, message });
    }
}

/// Returns why a text is not an identifier, if it is not.
fn not_an_identifier(name: &str) -> Option<String> {
    if is_identifier(name) {
        return None;
    }
    Some(if name.len() > MAX_IDENTIFIER_LEN {
        format!("it has {} characters; a name takes {MAX_IDENTIFIER_LEN}", name.len())
    } else {
        "a name consists of letters, digits and underscores, starts with no digit and is not underscores alone"
            .to_owned()
    })
}
