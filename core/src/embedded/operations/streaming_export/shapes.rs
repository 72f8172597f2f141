//! Shapes of a deployment's documents.

use rusqlite::Transaction;

use super::format::read;
use super::shape::Shape;
use crate::embedded::records::document::{TableRow, after_id, numbers_of};
use crate::error::Result;
use crate::model::DeploymentId;
use crate::value::Tables;

/// Infers the shapes of all tables by reading all of their documents.
pub(super) fn shapes(tx: &Transaction<'_>, deployment: DeploymentId) -> Result<Vec<(TableRow, Shape)>> {
    let tables = TableRow::all(tx, deployment)?;
    let numbers = |component: &str| {
        let tables = tables.iter().filter(|table| table.component == component);
        numbers_of(tables.map(|table| (&table.name, table.number)))
    };
    let shapes = tables.iter().map(|table| Ok((table.clone(), shape_of(tx, table, &numbers(&table.component))?)));
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
