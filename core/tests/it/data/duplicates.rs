//! IDs that several documents of a table share.

use convex_ops::compat::data::{DuplicateId, TableData};
use convex_ops::source::{DataOptions, open_data_stream};

use super::export::{Export, Zip};
use super::{check_input, check_source, table};

/// An export whose table `t` has documents with these IDs.
fn export<'a>(ids: impl IntoIterator<Item = &'a str>) -> Export {
    let documents: Vec<_> = ids.into_iter().map(|id| format!("{{\"_id\": \"{id}\"}}")).collect();
    Export::default().table("t", &documents)
}

/// Duplicates in `t` by comparison of all IDs.
fn found(export: &Export) -> TableData {
    let options = DataOptions { duplicate_ids: true, ..DataOptions::default() };
    let zip = Zip::new(&export.zip_bytes(Default::default()));
    let folder = export.folder();
    let packed = check_input(&zip.path(), &options, &[]).unwrap();
    assert_eq!(packed, check_input(&folder.path().to_string_lossy(), &options, &[]).unwrap());
    table(&packed, "", "t").clone()
}

fn places(data: &TableData) -> Vec<(&str, u64, u64)> {
    let found = data.duplicate_ids.as_ref().unwrap().first.iter();
    found.map(|DuplicateId { id, first, again }| (id.as_str(), first.offset, again.offset)).collect()
}

fn lines(data: &TableData) -> Vec<(Option<u64>, Option<u64>)> {
    let found = data.duplicate_ids.as_ref().unwrap().first.iter();
    found.map(|found| (found.first.line, found.again.line)).collect()
}

#[test]
fn distant_duplicates_are_found_by_full_comparison() {
    let export = export(["b", "a", "c", "b", "a", "b", "d", "d"]);
    let data = found(&export);
    assert_eq!(data.duplicate_ids.as_ref().unwrap().count, 4);
    assert_eq!(places(&data), [("a", 13, 52), ("b", 0, 39), ("b", 0, 65), ("d", 78, 91)]);
    assert_eq!(lines(&data), [(2, 5), (1, 4), (1, 6), (7, 8)].map(|(first, again)| (Some(first), Some(again))));
    assert_eq!(data.repeated_ids.count, 1);
}

#[test]
fn blank_lines_count_in_line_numbers() {
    let export = Export::default().file("t/documents.jsonl", "\n{\"_id\": \"a\"}\r\n\n[]\n{}\n{\"_id\": \"a\"}");
    assert_eq!(lines(&found(&export)), [(Some(2), Some(6))]);
}

#[test]
fn duplicates_and_lines_are_counted_per_table() {
    let documents = |ids: &[&str]| ids.iter().map(|id| format!("{{\"_id\": \"{id}\"}}")).collect::<Vec<_>>();
    let export = Export::default()
        .table("s", &documents(&["x", "y", "x"]))
        .table("t", &documents(&["z", "x", "y", "z", "y"]))
        .table("_components/c/t", &documents(&["y", "y", "x"]));
    let options = DataOptions { duplicate_ids: true, ..DataOptions::default() };
    let data = check_input(&export.folder().path().to_string_lossy(), &options, &[]).unwrap();
    let of = |component, name| lines(table(&data, component, name));
    assert_eq!(of("", "s"), [(Some(1), Some(3))]);
    assert_eq!(of("", "t"), [(Some(3), Some(5)), (Some(1), Some(4))]);
    assert_eq!(of("c", "t"), [(Some(1), Some(2))]);
}

/// A stream is not read a second time to find line numbers.
#[test]
fn stream_duplicates_are_located_by_bytes() {
    let options = DataOptions { duplicate_ids: true, table: Some("t".to_owned()), ..DataOptions::default() };
    let documents = "{\"_id\": \"a\"}\n{}\n{\"_id\": \"a\"}\n";
    let mut stream = open_data_stream(documents.as_bytes(), "stream", &options).unwrap();
    let found = check_source(&mut stream, &[]).unwrap();
    let found = table(&found, "", "t");
    assert_eq!((places(found), lines(found)), (vec![("a", 0, 16)], vec![(None, None)]));
}

#[test]
fn default_check_compares_only_neighbours() {
    let data = export(["b", "a", "b", "d", "d"]).check(&[]).unwrap();
    let data = table(&data, "", "t");
    assert_eq!((data.repeated_ids.count, &data.duplicate_ids), (1, &None));
}

#[test]
fn unique_ids_are_confirmed() {
    let data = found(&export(["a", "ab", "b", "A", "a ", ""]));
    assert_eq!(data.duplicate_ids.as_ref().map(|found| found.count), Some(0));
}

#[test]
fn tables_may_share_ids() {
    let both = ["x", "y"].map(|id| format!("{{\"_id\": \"{id}\"}}"));
    let data = found(&Export::default().table("t", &both).table("u", &both));
    assert_eq!(data.duplicate_ids.unwrap().count, 0);
}

#[test]
fn missing_ids_are_not_duplicates() {
    let documents = ["{}", "{\"_id\": 1}", "{\"_id\": 1}", "{}"].map(str::to_owned);
    assert_eq!(found(&Export::default().table("t", &documents)).duplicate_ids.unwrap().count, 0);
}

/// More than fits in memory, and more than one thread reads at a time.
#[test]
fn duplicates_are_found_with_any_thread_count() {
    let ids: Vec<_> = (0..120_000).map(|n| format!("k{:030}", if n % 50_000 == 49_999 { 7 } else { n })).collect();
    let export = export(ids.iter().map(String::as_str));
    let folder = export.folder();
    let check = |threads| {
        let options = DataOptions { duplicate_ids: true, threads: Some(threads), ..DataOptions::default() };
        let mut data = convex_ops::source::open_data(&folder.path().to_string_lossy(), &options).unwrap();
        check_source(&mut data, &[]).unwrap()
    };
    let found = check(1);
    let len = "{\"_id\": \"\"}\n".len() as u64 + 31;
    let id = format!("k{:030}", 7);
    assert_eq!(
        places(table(&found, "", "t")),
        [(id.as_str(), 7 * len, 49_999 * len), (id.as_str(), 7 * len, 99_999 * len)]
    );
    assert_eq!(lines(table(&found, "", "t")), [(Some(8), Some(50_000)), (Some(8), Some(100_000))]);
    assert_eq!(found, check(3));
}
