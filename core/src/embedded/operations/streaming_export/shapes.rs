//! Shapes of a deployment's documents.

use std::hash::{DefaultHasher, Hash, Hasher};

use rusqlite::Transaction;

use super::format::read;
use super::shape::Shape;
use crate::embedded::context::{Memo, Version};
use crate::embedded::records::document::{TableRow, after_id, numbers_of};
use crate::error::Result;
use crate::model::DeploymentId;
use crate::value::Tables;

/// Infers the shapes of all tables. Reads all documents of tables that have changed since the last time.
pub(super) fn shapes(tx: &Transaction<'_>, memo: &Memo, deployment: DeploymentId) -> Result<Vec<(TableRow, Shape)>> {
    let tables = TableRow::all(tx, deployment)?;
    let numbers = |component: &str| {
        let tables = tables.iter().filter(|table| table.component == component);
        numbers_of(tables.map(|table| (&table.name, table.number)))
    };
    let shapes = tables.iter().map(|table| {
        // The names of tables decide which strings are IDs.
        let mut others = DefaultHasher::new();
        for other in tables.iter().filter(|other| other.component == table.component) {
            (other.name.to_string(), other.number).hash(&mut others);
        }
        (table.bytes, table.number).hash(&mut others);
        let version = Version { documents: table.documents, others: others.finish() };
        let shape = memo.get_or(table.id, version, || shape_of(tx, table, &numbers(&table.component)))?;
        Ok((table.clone(), shape))
    });
    shapes.collect()
}

fn shape_of(tx: &Transaction<'_>, table: &TableRow, numbers: &Tables) -> Result<Shape> {
    let mut shape = Shape::default();
    after_id(tx, table.id, &[], &mut |stored| {
        shape.add(&read(stored.text)?, numbers);
        Ok(true)
    })?;
    Ok(shape)
}
