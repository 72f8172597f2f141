//! Following a deployment by data syncs keeps a copy up to date.

use super::{Data, World};
use convex_ops::api::imports::ImportMode::{Append, Replace, ReplaceAll, RequireEmpty};
use convex_ops::model::TeamPlan;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// State of a follower.
#[derive(Default)]
struct Copy {
    cursor: Option<Value>,
    tables: BTreeMap<String, BTreeMap<String, Value>>,
}

impl Copy {
    /// Reads pages until the copy is up to date. Returns the number of documents sent.
    fn follow(&mut self, data: &Data, selection: &Value) -> usize {
        let mut sent = 0;
        loop {
            let mut request = json!({ "selection": selection });
            if selection.is_null() {
                request = json!({});
            }
            if let Some(cursor) = &self.cursor {
                request["cursor"] = cursor.clone();
            }
            let page = data.call("dataSync", request);
            for truncated in page["truncates"].as_array().unwrap() {
                self.tables.remove(truncated["table"].as_str().unwrap());
            }
            for change in page["values"].as_array().unwrap() {
                let table = self.tables.entry(change["table"].as_str().unwrap().to_owned()).or_default();
                let id = change["value"]["_id"].as_str().unwrap().to_owned();
                table.insert(id, change["value"].clone());
                sent += 1;
            }
            self.cursor = Some(page["pagination"]["nextCursor"].clone());
            if page["status"]["type"] == "upToDate" {
                return sent;
            }
        }
    }

    /// Values of a field, in order.
    fn values(&self, table: &str, field: &str) -> Vec<f64> {
        let documents = self.tables.get(table).into_iter().flat_map(BTreeMap::values);
        let mut values: Vec<f64> = documents.map(|document| document[field].as_f64().unwrap()).collect();
        values.sort_by(f64::total_cmp);
        values
    }
}

#[test]
fn copy_follows_all_changes() {
    let data = Data::of(World::on(TeamPlan::Professional));
    let mut copy = Copy::default();
    assert_eq!(copy.follow(&data, &Value::Null), 0);
    data.lines("a", RequireEmpty, "{\"n\": 1}\n{\"n\": 2}");
    data.lines("b", RequireEmpty, "{\"n\": 3}");
    assert_eq!(copy.follow(&data, &Value::Null), 3);
    assert_eq!((copy.values("a", "n"), copy.values("b", "n")), (vec![1.0, 2.0], vec![3.0]));
    assert_eq!(copy.follow(&data, &Value::Null), 0, "nothing has changed");
    data.lines("a", Append, "{\"n\": 4}");
    assert_eq!(copy.follow(&data, &Value::Null), 1, "only new documents are sent");
    assert_eq!(copy.values("a", "n"), [1.0, 2.0, 4.0]);
    data.lines("b", Replace, "{\"n\": 5}");
    assert_eq!(copy.follow(&data, &Value::Null), 1);
    assert_eq!(copy.values("b", "n"), [5.0]);
    data.lines("b", ReplaceAll, "{\"n\": 6}");
    copy.follow(&data, &Value::Null);
    assert_eq!((copy.values("a", "n").len(), copy.values("b", "n")), (0, vec![6.0]));
}

#[test]
fn documents_are_sent_in_pages() {
    let data = Data::of(World::on(TeamPlan::Professional));
    let lines: String = (0..20_000).map(|n| format!("{{\"n\": {n}}}\n")).collect();
    data.lines("a", RequireEmpty, &lines);
    let first = data.call("dataSync", json!({}));
    assert_eq!(first["status"]["type"], "snapshotting");
    let mut copy = Copy::default();
    assert_eq!(copy.follow(&data, &Value::Null), 20_000);
    assert_eq!(copy.values("a", "n").len(), 20_000);
    let more: String = (20_000..41_000).map(|n| format!("{{\"n\": {n}}}\n")).collect();
    data.lines("a", Append, &more);
    assert_eq!(copy.follow(&data, &Value::Null), 21_000, "many changes are found another way");
    assert_eq!(copy.values("a", "n").len(), 41_000);
    let syncs = data.call("listActiveSyncs", json!({}));
    let states: Vec<_> = syncs["syncs"].as_array().unwrap().iter().map(|sync| sync["status"]["type"].clone()).collect();
    assert!(states.contains(&json!("snapshotting")) && states.contains(&json!("upToDate")), "{states:?}");
}

#[test]
fn only_selected_data_is_sent() {
    let data = Data::of(World::on(TeamPlan::Professional));
    data.lines("a", RequireEmpty, "{\"n\": 1, \"secret\": 2}");
    data.lines("b", RequireEmpty, "{\"n\": 3}");
    let columns = json!({ "_other": "excluded", "n": "included" });
    let some = json!({ "_other": "excluded", "": { "_other": "excluded", "a": columns } });
    let mut copy = Copy::default();
    assert_eq!(copy.follow(&data, &some), 1);
    let document = copy.tables["a"].values().next().unwrap();
    assert_eq!(document.as_object().unwrap().keys().collect::<Vec<_>>(), ["_id", "n"]);
    assert_eq!(copy.follow(&data, &Value::Null), 2, "new selections are sent from the start");
    assert_eq!((copy.values("a", "secret"), copy.values("b", "n")), (vec![2.0], vec![3.0]));
}

#[test]
fn only_new_selections_restart() {
    let data = Data::of(World::on(TeamPlan::Professional));
    let lines: String = (0..20_000).map(|n| format!("{{\"n\": {n}}}\n")).collect();
    data.lines("a", RequireEmpty, &lines);
    data.lines("b", RequireEmpty, &lines);
    data.lines("c", RequireEmpty, "{\"n\": 1}");
    let tables = |names: &[&str]| {
        let all = json!({ "_other": "included" });
        let mut tables: BTreeMap<_, _> = names.iter().map(|name| (*name, all.clone())).collect();
        tables.insert("_other", json!("excluded"));
        json!({ "_other": "excluded", "": tables })
    };
    let mut copy = Copy::default();
    assert_eq!(copy.follow(&data, &tables(&["a"])), 20_000);
    data.lines("a", Append, "{\"n\": -1}");
    assert_eq!(copy.follow(&data, &tables(&["a", "c"])), 2, "earlier selections continue");
    // The selection and the data change between pages.
    let page = data.call("dataSync", json!({ "cursor": copy.cursor, "selection": tables(&["a", "b", "c"]) }));
    assert_eq!((&page["status"]["type"], &page["truncates"][0]["table"]), (&json!("snapshotting"), &json!("b")));
    data.lines("c", Append, "{\"n\": 2}");
    copy.cursor = Some(page["pagination"]["nextCursor"].clone());
    assert_eq!(copy.follow(&data, &tables(&["a", "c"])), 1);
    assert_eq!((copy.values("a", "n").len(), copy.values("c", "n")), (20_001, vec![1.0, 2.0]));
    assert_eq!(copy.follow(&data, &tables(&["b"])), 20_000);
    assert_eq!(copy.values("b", "n").len(), 20_000);
}

#[test]
fn copy_is_consistent_despite_concurrent_changes() {
    let data = Data::of(World::on(TeamPlan::Professional));
    let lines: String = (0..20_000).map(|n| format!("{{\"n\": {n}}}\n")).collect();
    data.lines("a", RequireEmpty, &lines);
    data.lines("b", RequireEmpty, "{\"n\": 1}");
    let first = data.call("dataSync", json!({}));
    data.lines("a", Replace, "{\"n\": 7}");
    data.lines("b", Append, "{\"n\": 2}");
    let second = data.call("dataSync", json!({ "cursor": first["pagination"]["nextCursor"] }));
    let sent = [&first, &second].map(|page| page["values"].as_array().unwrap().len());
    assert_eq!(sent.iter().sum::<usize>(), 20_001, "all documents as of the start of the copy");
    assert_eq!(second["status"]["type"], "stale", "documents were added since");
    let third = data.call("dataSync", json!({ "cursor": second["pagination"]["nextCursor"] }));
    assert_eq!((&third["status"]["type"], &third["truncates"][0]["table"]), (&json!("upToDate"), &json!("a")));
    assert_eq!(third["values"].as_array().unwrap().len(), 2);
}
