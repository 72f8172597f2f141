//! Declared indexes and the differences between schemas.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::api::pushes::{IndexDiff, PushedIndex, PushedIndexKind};
use crate::api::response;
use crate::embedded::records::app::App;
use crate::embedded::records::component::collect_mounted;
use crate::error::Result;

/// Lists of a table's indexes in `schema.export()`, and if their indexes are staged.
const LISTS: [(&str, bool); 6] = [
    ("indexes", false),
    ("stagedDbIndexes", true),
    ("searchIndexes", false),
    ("stagedSearchIndexes", true),
    ("vectorIndexes", false),
    ("stagedVectorIndexes", true),
];

/// Compares the indexes of the live app with those of another one, by component path. An unmounted component keeps its
/// tables and their indexes.
pub(super) fn diffs(live: Option<&App>, next: &App) -> Result<BTreeMap<String, IndexDiff>> {
    let before = live.map(|app| collect_mounted(&app.analysis)).transpose()?.unwrap_or_default();
    let after = collect_mounted(&next.analysis)?;
    let mut diffs = BTreeMap::new();
    for (path, (_, component)) in after {
        let old = before.get(&path).and_then(|(_, component)| component.schema.as_ref());
        diffs.insert(path, diff(old, component.schema.as_ref()));
    }
    Ok(diffs)
}

/// Compares the indexes of two schemas. An index whose fields change is removed and added.
pub(super) fn diff(before: Option<&Value>, after: Option<&Value>) -> IndexDiff {
    let (before, after) = (indexes(before), indexes(after));
    let mut diff = IndexDiff::default();
    for (name, index) in &after {
        match before.get(name).filter(|old| old.kind == index.kind) {
            None => diff.added_indexes.push(index.clone()),
            Some(old) if old.staged && !index.staged => diff.enabled_indexes.push(index.clone()),
            Some(old) if !old.staged && index.staged => diff.disabled_indexes.push(index.clone()),
            Some(_) => {}
        }
    }
    let gone = before.iter().filter(|(name, old)| after.get(*name).is_none_or(|index| index.kind != old.kind));
    diff.removed_indexes = gone.map(|(_, index)| index.clone()).collect();
    diff
}

/// Returns the indexes by table and name. The schema was validated before.
pub(super) fn indexes(schema: Option<&Value>) -> BTreeMap<String, PushedIndex> {
    let tables = schema.and_then(|schema| schema.get("tables")).and_then(Value::as_array);
    let of_table = |table: &Value| {
        let name = text(table, "tableName");
        let lists = LISTS.iter().filter_map(|(list, staged)| Some((table.get(list)?.as_array()?, *staged)));
        let all: Vec<_> = lists
            .flat_map(|(list, staged)| list.iter().map(move |index| (index, staged)))
            .map(|(index, staged)| {
                response!(PushedIndex {
                    name: format!("{name}.{}", text(index, "indexDescriptor")),
                    kind: kind(index),
                    staged,
                })
            })
            .collect();
        all
    };
    let all = tables.into_iter().flatten().flat_map(of_table);
    all.map(|index| (index.name.clone(), index)).collect()
}

fn kind(index: &Value) -> PushedIndexKind {
    if let Some(fields) = index.get("fields") {
        return PushedIndexKind::Database { fields: texts(fields) };
    }
    let filter_fields = index.get("filterFields").map(texts).unwrap_or_default();
    match index.get("vectorField") {
        Some(_) => PushedIndexKind::Vector {
            dimensions: index.get("dimensions").and_then(Value::as_f64).unwrap_or_default() as u64,
            vector_field: text(index, "vectorField"),
            filter_fields,
        },
        None => PushedIndexKind::Search { search_field: text(index, "searchField"), filter_fields },
    }
}

fn text(value: &Value, name: &str) -> String {
    value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn texts(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn schema(indexes: &Value, staged: &Value) -> Value {
        json!({"schemaValidation": true, "tables": [{"tableName": "t", "documentType": {"type": "any"},
            "indexes": indexes, "stagedDbIndexes": staged, "searchIndexes": [{"indexDescriptor": "s",
            "searchField": "text", "filterFields": ["a"]}], "vectorIndexes": [{"indexDescriptor": "v",
            "vectorField": "e", "dimensions": 3.0, "filterFields": []}]}]})
    }

    fn names(indexes: &[PushedIndex]) -> Vec<&str> {
        indexes.iter().map(|index| index.name.as_str()).collect()
    }

    #[test]
    fn first_schema_adds_all_indexes() {
        let diff = diff(None, Some(&schema(&json!([{"indexDescriptor": "by_a", "fields": ["a"]}]), &json!([]))));
        assert_eq!(names(&diff.added_indexes), ["t.by_a", "t.s", "t.v"]);
        let vector = serde_json::to_value(&diff.added_indexes[2]).unwrap();
        assert_eq!(
            vector,
            json!({"name": "t.v", "type": "vector", "dimensions": 3, "vectorField": "e", "filterFields": []})
        );
    }

    #[test]
    fn equal_schemas_have_no_diff_and_no_schema_removes_all() {
        let one = schema(&json!([{"indexDescriptor": "by_a", "fields": ["a"]}]), &json!([]));
        assert_eq!(diff(Some(&one), Some(&one)), IndexDiff::default());
        assert_eq!(diff(Some(&one), None).removed_indexes.len(), 3);
    }

    #[test]
    fn changed_fields_replace_index_but_staging_does_not() {
        let by_a = json!([{"indexDescriptor": "by_a", "fields": ["a"]}]);
        let by_b = json!([{"indexDescriptor": "by_a", "fields": ["b"]}]);
        let changed = diff(Some(&schema(&by_a, &json!([]))), Some(&schema(&by_b, &json!([]))));
        assert_eq!((names(&changed.added_indexes), names(&changed.removed_indexes)), (vec!["t.by_a"], vec!["t.by_a"]));
        let enabled = diff(Some(&schema(&json!([]), &by_a)), Some(&schema(&by_a, &json!([]))));
        assert_eq!(names(&enabled.enabled_indexes), ["t.by_a"]);
        assert!(enabled.added_indexes.is_empty() && enabled.removed_indexes.is_empty());
        let disabled = diff(Some(&schema(&by_a, &json!([]))), Some(&schema(&json!([]), &by_a)));
        assert_eq!(names(&disabled.disabled_indexes), ["t.by_a"]);
    }
}
