//! Following the documents of a deployment: a copy that is kept by data syncs is as the data is.

use super::{Data, World};
use convex_ops::api::imports::ImportMode::{Append, Replace, ReplaceAll, RequireEmpty};
use convex_ops::model::Plan;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What somebody keeps who follows.
#[derive(Default)]
struct Copy {
    cursor: Option<Value>,
    tables: BTreeMap<String, BTreeMap<String, Value>>,
}

impl Copy {
    /// Reads pages until the copy is as the data is, and gives how many documents were sent.
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

    /// The values of a field, in order.
    fn values(&self, table: &str, field: &str) -> Vec<f64> {
        let documents = self.tables.get(table).into_iter().flat_map(BTreeMap::values);
        let mut values: Vec<f64> = documents.map(|document| document[field].as_f64().unwrap()).collect();
        values.sort_by(f64::total_cmp);
        values
    }
}

#[test]
fn a_copy_follows_all_that_changes() {
    let data = Data::of(World::on(Plan::Professional));
    let mut copy = Copy::default();
    assert_eq!(copy.follow(&data, &Value::Null), 0);
    data.lines("a", RequireEmpty, "{\"n\": 1}\n{\"n\": 2}");
    data.lines("b", RequireEmpty, "{\"n\": 3}");
    assert_eq!(copy.follow(&data, &Value::Null), 3);
    assert_eq!((copy.values("a", "n"), copy.values("b", "n")), (vec![1.0, 2.0], vec![3.0]));
    assert_eq!(copy.follow(&data, &Value::Null), 0, "nothing has changed");
    data.lines("a", Append, "{\"n\": 4}");
    assert_eq!(copy.follow(&data, &Value::Null), 1, "only what is new is sent");
    assert_eq!(copy.values("a", "n"), [1.0, 2.0, 4.0]);
    data.lines("b", Replace, "{\"n\": 5}");
    assert_eq!(copy.follow(&data, &Value::Null), 1);
    assert_eq!(copy.values("b", "n"), [5.0]);
    data.lines("b", ReplaceAll, "{\"n\": 6}");
    copy.follow(&data, &Value::Null);
    assert_eq!((copy.values("a", "n").len(), copy.values("b", "n")), (0, vec![6.0]));
}

#[test]
fn many_documents_come_in_pages() {
    let data = Data::of(World::on(Plan::Professional));
    let lines: String = (0..20_000).map(|n| format!("{{\"n\": {n}}}\n")).collect();
    data.lines("a", RequireEmpty, &lines);
    let first = data.call("dataSync", json!({}));
    assert_eq!(first["status"]["type"], "snapshotting");
    let mut copy = Copy::default();
    assert_eq!(copy.follow(&data, &Value::Null), 20_000);
    assert_eq!(copy.values("a", "n").len(), 20_000);
    let more: String = (20_000..41_000).map(|n| format!("{{\"n\": {n}}}\n")).collect();
    data.lines("a", Append, &more);
    assert_eq!(copy.follow(&data, &Value::Null), 21_000, "so many are found in another way");
    assert_eq!(copy.values("a", "n").len(), 41_000);
    let syncs = data.call("listActiveSyncs", json!({}));
    let states: Vec<_> = syncs["syncs"].as_array().unwrap().iter().map(|sync| sync["status"]["type"].clone()).collect();
    assert!(states.contains(&json!("snapshotting")) && states.contains(&json!("upToDate")), "{states:?}");
}

#[test]
fn only_what_is_selected_is_sent() {
    let data = Data::of(World::on(Plan::Professional));
    data.lines("a", RequireEmpty, "{\"n\": 1, \"secret\": 2}");
    data.lines("b", RequireEmpty, "{\"n\": 3}");
    let columns = json!({ "_other": "excluded", "n": "included" });
    let some = json!({ "_other": "excluded", "": { "_other": "excluded", "a": columns } });
    let mut copy = Copy::default();
    assert_eq!(copy.follow(&data, &some), 1);
    let document = copy.tables["a"].values().next().unwrap();
    assert_eq!(document.as_object().unwrap().keys().collect::<Vec<_>>(), ["_id", "n"]);
    assert_eq!(copy.follow(&data, &Value::Null), 2, "what is selected anew is sent from its beginning");
    assert_eq!((copy.values("a", "secret"), copy.values("b", "n")), (vec![2.0], vec![3.0]));
}

#[test]
fn only_what_is_selected_anew_begins_anew() {
    let data = Data::of(World::on(Plan::Professional));
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
    assert_eq!(copy.follow(&data, &tables(&["a", "c"])), 2, "what was selected before goes on");
    // On the way, what is selected changes again, and the data too.
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
fn a_copy_is_of_one_moment_whatever_changes_on_the_way() {
    let data = Data::of(World::on(Plan::Professional));
    let lines: String = (0..20_000).map(|n| format!("{{\"n\": {n}}}\n")).collect();
    data.lines("a", RequireEmpty, &lines);
    data.lines("b", RequireEmpty, "{\"n\": 1}");
    let first = data.call("dataSync", json!({}));
    data.lines("a", Replace, "{\"n\": 7}");
    data.lines("b", Append, "{\"n\": 2}");
    let second = data.call("dataSync", json!({ "cursor": first["pagination"]["nextCursor"] }));
    let sent = [&first, &second].map(|page| page["values"].as_array().unwrap().len());
    assert_eq!(sent.iter().sum::<usize>(), 20_001, "all as it was when the copy was begun");
    assert_eq!(second["status"]["type"], "stale", "there is more by now");
    let third = data.call("dataSync", json!({ "cursor": second["pagination"]["nextCursor"] }));
    assert_eq!((&third["status"]["type"], &third["truncates"][0]["table"]), (&json!("upToDate"), &json!("a")));
    assert_eq!(third["values"].as_array().unwrap().len(), 2);
}
