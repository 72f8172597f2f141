//! What Convex refuses in a schema before it looks at a single document.
//!
//! The numbers are those of Convex's code, which decides what a deployment does; where its documentation differs, the
//! constant says so.

mod document;
mod index;

#[cfg(test)]
mod tests;

use super::{Schema, Table};
use crate::value::Name;
use crate::value::limits::{MAX_IDENTIFIER_LEN, is_identifier};

/// Tables of one schema.
pub const MAX_TABLES: usize = 10_000;
/// Indexes of one table, of all kinds, staged ones included. Convex's documentation says 32; its code takes 64.
pub const MAX_INDEXES_PER_TABLE: usize = 64;
/// Fields of one database index, with the `_creationTime` that Convex appends to each. Its documentation doesn't count
/// that one; its code does, which leaves 15.
pub const MAX_FIELDS_PER_INDEX: usize = 16;
/// Filter fields of one search or vector index.
pub const MAX_FILTER_FIELDS: usize = 16;
/// Numbers in a vector, at least.
pub const MIN_VECTOR_DIMENSIONS: u32 = 2;
/// Numbers in a vector, at most.
pub const MAX_VECTOR_DIMENSIONS: u32 = 4096;
/// Levels of objects and arrays in a document, itself included.
pub const MAX_DOCUMENT_NESTING: usize = 16;

/// Something in a schema that Convex refuses.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The table; absent where it is about the schema as a whole.
    pub table: Option<Name>,
    /// The index.
    pub index: Option<Name>,
    /// The place in the table's documents, as findings are grouped: `.items[].price`.
    pub path: Option<String>,
    /// What kind of problem it is.
    pub kind: ProblemKind,
    /// What is wrong, in one sentence, without a final period.
    pub message: String,
}

/// The kinds of problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProblemKind {
    /// There is too much of something, or it has a form that Convex doesn't take.
    Limit,
    /// A name is Convex's own.
    Reserved,
    /// An index names a field that no document can have.
    ImpossibleIndexField,
}

/// Everything in a schema that Convex refuses, in the order of tables, indexes and places.
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

/// Takes the problems of one table.
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
                self.twice(other, index);
            }
            if enforced {
                self.possible(index, &table.document);
            }
        }
    }

    fn push(&mut self, index: Option<&Name>, path: Option<String>, kind: ProblemKind, message: String) {
        self.found.push(Problem { table: Some(self.table.clone()), index: index.cloned(), path, kind, message });
    }
}

/// Why a text is no identifier, if it is none.
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
