//! Changes of stored documents, as data.

use serde::{Deserialize, Serialize};

use super::components::{schema, table};
use super::differences::{Difference, DifferenceKind, differences};
use super::precondition::{Precondition, PreconditionKind};
use crate::compat::Evidence;
use crate::compat::data::Group;
use crate::schema::check::Reason;
use crate::schema::{Path, Segment, Validator};
use crate::surface::Surface;

/// Changes that every document of a table needs. A document that is already in the new form is left alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Migration {
    /// Path of the component; empty for the root.
    pub component: String,
    /// Name of the table.
    pub table: String,
    /// Changes, in the order in which they are made.
    pub operations: Vec<MigrationOperation>,
}

/// One change of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct MigrationOperation {
    /// Kind of the change.
    pub kind: MigrationKind,
    /// Place of the change: `.items[].price`; empty for the document itself.
    pub path: String,
    /// Old place, if the value is moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Old type at the place, if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// New type at the place, if the field stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// Kind of a change of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum MigrationKind {
    /// Sets a field where it is absent. A person chooses the value.
    Set,
    /// Removes a field.
    Unset,
    /// Moves the value of a field to another, which has its type. A guess: the new field may be another thing.
    Rename,
    /// Replaces a value that the new type refuses. A person chooses how.
    Convert,
    /// Replaces the id of a document by the id of one of another table.
    Retarget,
}

impl MigrationOperation {
    fn new(kind: MigrationKind, path: &Path) -> Self {
        Self { kind, path: path.group(), from: None, before: None, after: None }
    }

    /// Checks if the old value is lost.
    #[must_use]
    pub fn loses_values(&self) -> bool {
        matches!(self.kind, MigrationKind::Unset | MigrationKind::Convert | MigrationKind::Retarget)
    }

    /// Describes the change as the rest of a sentence: "set `.name` to a v.string()".
    #[must_use]
    pub fn describe(&self) -> String {
        let place = if self.path.is_empty() { "the document".to_owned() } else { format!("`{}`", self.path) };
        let after = self.after.as_deref().unwrap_or("its new type");
        match self.kind {
            MigrationKind::Set => format!("set {place} to a {after} where it is absent"),
            MigrationKind::Unset => format!("remove {place}"),
            MigrationKind::Rename => format!("move `{}` to {place}", self.from.as_deref().unwrap_or_default()),
            MigrationKind::Convert => format!("convert {place} to {after}"),
            MigrationKind::Retarget => format!("replace the id in {place} by a {after}"),
        }
    }
}

/// Returns the migrations that make the data preconditions of a step true.
pub(super) fn migrations(baseline: &Surface, preconditions: &[Precondition], evidence: &Evidence) -> Vec<Migration> {
    let of_data = preconditions.iter().filter(|precondition| precondition.kind == PreconditionKind::Data);
    let migration = |precondition: &Precondition| {
        let (component, name) = (precondition.subject.component.as_str(), precondition.subject.table.as_deref()?);
        let new = precondition.documents.as_ref()?;
        let enforced = schema(baseline, component).is_some_and(|schema| schema.validates);
        let old = table(baseline, component, name).filter(|_| enforced).map(|table| &table.document);
        let checked = evidence.data.as_ref().and_then(|data| data.table(component, name));
        let operations = match (old, checked) {
            (Some(old), _) => from_types(old, new),
            (None, Some(checked)) => checked.groups.iter().map(from_group).collect(),
            (None, None) => vec![MigrationOperation {
                after: Some(new.to_string()),
                ..MigrationOperation::new(MigrationKind::Convert, &Path::default())
            }],
        };
        Some(Migration { component: component.to_owned(), table: name.to_owned(), operations })
    };
    of_data.filter_map(migration).collect()
}

/// Derives the changes from the differences of two types.
fn from_types(old: &Validator, new: &Validator) -> Vec<MigrationOperation> {
    let all = differences(old, new);
    let renamed = renamed(&all);
    let is_renamed = |difference: &Difference<'_>| {
        renamed.as_ref().is_some_and(|(from, to)| *from == difference.path || *to == difference.path)
    };
    let mut operations: Vec<MigrationOperation> = renamed
        .iter()
        .map(|(from, to)| MigrationOperation {
            from: Some(from.group()),
            ..MigrationOperation::new(MigrationKind::Rename, to)
        })
        .collect();
    let others = all.iter().filter(|difference| difference.narrows() && !is_renamed(difference));
    operations.extend(others.map(from_difference));
    operations
}

fn from_difference(difference: &Difference<'_>) -> MigrationOperation {
    let kind = match difference.kind {
        DifferenceKind::Added(_) | DifferenceKind::Required(_) | DifferenceKind::Optional(_) => MigrationKind::Set,
        DifferenceKind::Removed(_) => MigrationKind::Unset,
        DifferenceKind::Changed(Validator::Id(_), Validator::Id(_)) => MigrationKind::Retarget,
        DifferenceKind::Changed(..) => MigrationKind::Convert,
    };
    let (before, after) = difference.texts();
    MigrationOperation { before, after, ..MigrationOperation::new(kind, &difference.path) }
}

/// Finds a field of the document that was probably renamed: the only one removed and the only one added, of the same type.
fn renamed(differences: &[Difference<'_>]) -> Option<(Path, Path)> {
    let of_document = |path: &Path| matches!(path.0.as_slice(), [Segment::Field(_)]);
    let mut removed = Vec::new();
    let mut added = Vec::new();
    for Difference { path, kind } in differences.iter().filter(|difference| of_document(&difference.path)) {
        match kind {
            DifferenceKind::Removed(field) => removed.push((path, *field)),
            DifferenceKind::Added(field) => added.push((path, *field)),
            _ => {}
        }
    }
    match (removed.as_slice(), added.as_slice()) {
        ([(from, old)], [(to, new)]) if old.validator == new.validator && (!old.optional || new.optional) => {
            Some(((*from).clone(), (*to).clone()))
        }
        _ => None,
    }
}

/// Derives a change from stored documents that the new type refuses.
fn from_group(group: &Group) -> MigrationOperation {
    let kind = match group.reason {
        Reason::MissingField => MigrationKind::Set,
        Reason::ExtraField => MigrationKind::Unset,
        Reason::WrongTable => MigrationKind::Retarget,
        _ => MigrationKind::Convert,
    };
    MigrationOperation { path: group.path.clone(), ..MigrationOperation::new(kind, &Path::default()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operations(old: &str, new: &str) -> Vec<String> {
        let object = |fields| Validator::parse(&format!(r#"{{"type": "object", "value": {{{fields}}}}}"#)).unwrap();
        from_types(&object(old), &object(new)).iter().map(MigrationOperation::describe).collect()
    }

    fn field(name: &str, kind: &str, optional: bool) -> String {
        format!(r#""{name}": {{"fieldType": {{"type": "{kind}"}}, "optional": {optional}}}"#)
    }

    #[test]
    fn differences_become_operations() {
        let (a, b) = (field("a", "string", false), field("b", "number", false));
        assert_eq!(operations(&a, &[a.clone(), b.clone()].join(",")), ["set `.b` to a v.float64() where it is absent"]);
        assert_eq!(operations(&[a.clone(), b].join(","), &a), ["remove `.b`"]);
        assert_eq!(operations(&a, &field("a", "bigint", false)), ["convert `.a` to v.int64()"]);
        assert_eq!(operations(&field("a", "string", true), &a), ["set `.a` to a v.string() where it is absent"]);
        assert!(operations(&a, &field("a", "string", true)).is_empty(), "nothing is refused");
    }

    #[test]
    fn only_removed_and_only_added_field_of_one_type_is_a_rename() {
        let (a, b) = (field("a", "string", false), field("b", "string", false));
        assert_eq!(operations(&a, &b), ["move `.a` to `.b`"]);
        let other = field("b", "number", false);
        assert_eq!(operations(&a, &other).len(), 2);
        let optional = field("a", "string", true);
        assert_eq!(operations(&optional, &b).len(), 2, "documents without the old field have nothing to move");
    }
}
