//! Migrations applied to documents: the changes of a plan and those that a person declares, as one program for each table.

mod change;
mod convert;
mod place;

use std::collections::HashMap;

pub use change::{Conversion, DocumentChange, Replacement, TableChanges};
use convert::convert;
use place::Place;

use super::migration::{Migration, MigrationKind, MigrationOperation};
use super::step::Step;
use crate::error::{Error, Result};
use crate::value::{Encoding, Fields, Value, decode_json};

/// Values of a field by the id of their document, for changes that follow ids.
pub type Lookup = HashMap<String, Value>;

/// The changes of the documents of a table after a step.
#[derive(Clone, Debug)]
pub struct Program {
    /// Path of the component; empty for the root.
    pub component: String,
    /// Name of the table.
    pub table: String,
    /// Changes of the plan that a person has to declare and has not.
    pub undeclared: Vec<String>,
    operations: Vec<Operation>,
}

/// A change that cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Place of the change.
    pub path: String,
    /// Reason, without any stored value.
    pub why: String,
}

#[derive(Clone, Debug)]
struct Operation {
    path: String,
    place: Place,
    action: Action,
}

#[derive(Clone, Debug)]
enum Action {
    Set(Value),
    Unset,
    Rename(Place),
    Map(Vec<(Value, Value)>),
    Convert(Conversion),
    Retarget { table: String, field: String },
}

impl Program {
    /// Returns the programs of a step: declared changes first, then what the plan can do by itself, which is to remove and
    /// to move fields.
    ///
    /// # Errors
    /// `InvalidInput` if a place or a value is invalid.
    pub fn of_step(step: &Step, steps: &[Step], declared: &[TableChanges]) -> Result<Vec<Self>> {
        let mut programs = Vec::new();
        for changes in declared.iter().filter(|changes| step_of(changes, steps) == step.number) {
            let planned =
                step.migrations.iter().find(|of| of.component == changes.component && of.table == changes.table);
            programs.push(Self::new(&changes.component, &changes.table, planned, &changes.changes)?);
        }
        for planned in &step.migrations {
            let is_declared = |of: &Self| of.component == planned.component && of.table == planned.table;
            if !programs.iter().any(is_declared) {
                programs.push(Self::new(&planned.component, &planned.table, Some(planned), &[])?);
            }
        }
        Ok(programs)
    }

    fn new(component: &str, table: &str, planned: Option<&Migration>, declared: &[DocumentChange]) -> Result<Self> {
        let mut operations = declared.iter().map(operation).collect::<Result<Vec<_>>>()?;
        let mut undeclared = Vec::new();
        let is_declared = |path: &str| declared.iter().any(|change| change.paths().contains(&path));
        for planned in planned.into_iter().flat_map(|planned| &planned.operations) {
            if is_declared(&planned.path) || planned.from.as_deref().is_some_and(is_declared) {
                continue;
            }
            match automatic(planned) {
                Some(change) => operations.push(operation(&change)?),
                None => undeclared.push(planned.describe()),
            }
        }
        Ok(Self { component: component.to_owned(), table: table.to_owned(), undeclared, operations })
    }

    /// Lists the tables and fields that the changes look up.
    pub fn lookups(&self) -> impl Iterator<Item = (&str, &str)> {
        self.operations.iter().filter_map(|operation| match &operation.action {
            Action::Retarget { table, field } => Some((table.as_str(), field.as_str())),
            _ => None,
        })
    }

    /// Changes a document, and returns the changes that cannot be made. `lookup` returns the values of a field of a table.
    pub fn apply<'a>(&self, document: &mut Fields, lookup: &dyn Fn(&str, &str) -> Option<&'a Lookup>) -> Vec<Failure> {
        let mut failures = Vec::new();
        for operation in &self.operations {
            let mut fail = |why: String| failures.push(Failure { path: operation.path.clone(), why });
            operation.apply(document, lookup, &mut fail);
        }
        failures
    }
}

/// Returns the step after which changes are made.
fn step_of(changes: &TableChanges, steps: &[Step]) -> u32 {
    let migrates =
        |step: &&Step| step.migrations.iter().any(|of| of.component == changes.component && of.table == changes.table);
    changes.step.or_else(|| steps.iter().find(migrates).map(|step| step.number)).unwrap_or(1)
}

/// Returns a planned change that needs no decision of a person.
fn automatic(planned: &MigrationOperation) -> Option<DocumentChange> {
    let path = planned.path.clone();
    match (planned.kind, &planned.from) {
        (MigrationKind::Unset, _) if !path.is_empty() => Some(DocumentChange::Unset { path }),
        (MigrationKind::Rename, Some(from)) => Some(DocumentChange::Rename { from: from.clone(), path }),
        _ => None,
    }
}

fn operation(change: &DocumentChange) -> Result<Operation> {
    let value = |json| decode_json(json, Encoding::Encoded);
    let (path, action) = match change {
        DocumentChange::Set { path, value: json } => (path, Action::Set(value(json)?)),
        DocumentChange::Unset { path } => (path, Action::Unset),
        DocumentChange::Rename { from, path } => (path, Action::Rename(Place::parse(from)?)),
        DocumentChange::Map { path, values } => {
            let pairs = values.iter().map(|pair| Ok((value(&pair.from)?, value(&pair.to)?)));
            (path, Action::Map(pairs.collect::<Result<_>>()?))
        }
        DocumentChange::Convert { path, to } => (path, Action::Convert(*to)),
        DocumentChange::Retarget { path, through, field } => {
            (path, Action::Retarget { table: through.clone(), field: field.clone() })
        }
    };
    let place = Place::parse(path)?;
    let is_field = match &action {
        Action::Set(_) | Action::Unset => place.field().is_some(),
        Action::Rename(from) => from.is_beside(&place),
        _ => true,
    };
    if !is_field {
        return Err(Error::invalid_input(format!("cannot change `{path}`: it is not a field of one object"))
            .help("use a place that ends with a field, and for `rename` two fields of the same object"));
    }
    Ok(Operation { path: path.clone(), place, action })
}

impl Operation {
    fn apply<'a>(
        &self,
        document: &mut Fields,
        lookup: &dyn Fn(&str, &str) -> Option<&'a Lookup>,
        fail: &mut dyn FnMut(String),
    ) {
        let Self { place, action, .. } = self;
        let field = place.field().unwrap_or_default();
        match action {
            Action::Set(value) => place.objects(document, &mut |fields| {
                fields.entry(field.into()).or_insert_with(|| value.clone());
            }),
            Action::Unset => place.objects(document, &mut |fields| drop(fields.remove(field))),
            Action::Rename(from) => place.objects(document, &mut |fields| {
                if let Some(value) = from.field().and_then(|from| fields.remove(from)) {
                    fields.entry(field.into()).or_insert(value);
                }
            }),
            Action::Map(pairs) => place.values(document, &mut |value| {
                if let Some((_, to)) = pairs.iter().find(|(from, _)| from == value) {
                    *value = to.clone();
                }
            }),
            Action::Convert(to) => place.values(document, &mut |value| match convert(value, *to) {
                Some(converted) => *value = converted,
                None => fail(format!("this {} has no exact counterpart", value.kind())),
            }),
            Action::Retarget { table, field } => place.values(document, &mut |value| {
                let Value::String(id) = value else { return fail(format!("this {} is not an id", value.kind())) };
                match lookup(table, field).and_then(|found| found.get(id.as_str())) {
                    Some(found) => *value = found.clone(),
                    None => fail(format!("`{table}` has no document of this id with a field `{field}`")),
                }
            }),
        }
    }
}

#[cfg(test)]
mod tests;
