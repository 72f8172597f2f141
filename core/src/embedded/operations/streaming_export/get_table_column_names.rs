//! `getTableColumnNames`

use std::collections::BTreeMap;

use super::plan::check_plan;
use super::shape::Shape;
use super::shapes::shapes;
use crate::api::response;
use crate::api::streaming_export::{GetTableColumnNames, TableColumnNames, TableColumns};
use crate::embedded::access::Deployed;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for GetTableColumnNames {
    type Subject = Deployed;

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<TableColumnNames> {
        check_plan(call, &deployment)?;
        let mut by_component: BTreeMap<String, Vec<TableColumns>> = BTreeMap::new();
        for (table, shape) in shapes(call.tx, &call.context.memo, deployment.row.id)? {
            let (name, columns) = (table.name.to_string(), names(&shape));
            by_component.entry(table.component).or_default().push(response!(TableColumns { name, columns }));
        }
        Ok(response!(TableColumnNames { by_component }))
    }
}

/// Returns the field names, or only those common to all documents if the documents are too varied.
fn names(shape: &Shape) -> Vec<String> {
    match &shape.object {
        Some(objects) if !shape.other => objects.fields().map(|(name, ..)| name.to_string()).collect(),
        _ => ["_creationTime", "_id"].map(str::to_owned).to_vec(),
    }
}
