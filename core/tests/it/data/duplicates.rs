//! Ids that several documents of a table have.

use convex_ops::compat::data::{DuplicateId, TableData};
use convex_ops::source::{DataOptions, open_data_stream};

use super::export::{Export, Zip};
use super::{check_input, check_source, table};

/// An export whose table `t` has documents with these ids.
fn export<'a>(ids: impl IntoIterator<Item = &'a str>) -> Export {
    let documents: Vec<_> = ids.into_iter().map(|id| format!("{{\"_id\": \"{id}\"}}")).collect();
    Export::default().table("t", &documents)
}

/// What is found in `t` when all ids are compared.
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
fn repeats_far_apart_are_found_where_all_ids_are_compared() {
    let export = export(["b", "a", "c", "b", "a", "b", "d", "d"]);
    let data = found(&export);
    assert_eq!(data.duplicate_ids.as_ref().unwrap().count, 4);
    assert_eq!(places(&data), [("a", 13, 52), ("b", 0, 39), ("b", 0, 65), ("d", 78, 91)]);
    assert_eq!(lines(&data), [(2, 5), (1, 4), (1, 6), (7, 8)].map(|(first, again)| (Some(first), Some(again))));
    assert_eq!(data.repeated_ids.count, 1);
}

#[test]
fn lines_without_documents_count_as_lines() {
    let export = Export::default().file("t/documents.jsonl", "\n{\"_id\": \"a\"}\r\n\n[]\n{}\n{\"_id\": \"a\"}");
    assert_eq!(lines(&found(&export)), [(Some(2), Some(6))]);
}

#[test]
fn each_table_has_its_own_repeats_and_lines() {
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

/// What can be read only once is not read again for the sake of lines.
#[test]
fn in_a_stream_repeats_are_known_by_their_bytes() {
    let options = DataOptions { duplicate_ids: true, table: Some("t".to_owned()), ..DataOptions::default() };
    let documents = "{\"_id\": \"a\"}\n{}\n{\"_id\": \"a\"}\n";
    let mut stream = open_data_stream(documents.as_bytes(), "stream", &options).unwrap();
    let found = check_source(&mut stream, &[]).unwrap();
    let found = table(&found, "", "t");
    assert_eq!((places(found), lines(found)), (vec![("a", 0, 16)], vec![(None, None)]));
}

#[test]
fn without_asking_only_neighbours_are_compared() {
    let data = export(["b", "a", "b", "d", "d"]).check(&[]).unwrap();
    let data = table(&data, "", "t");
    assert_eq!((data.repeated_ids.count, &data.duplicate_ids), (1, &None));
}

#[test]
fn ids_of_their_own_are_found_to_be_so() {
    let data = found(&export(["a", "ab", "b", "A", "a ", ""]));
    assert_eq!(data.duplicate_ids.as_ref().map(|found| found.count), Some(0));
}

#[test]
fn documents_of_different_tables_may_share_an_id() {
    let both = ["x", "y"].map(|id| format!("{{\"_id\": \"{id}\"}}"));
    let data = found(&Export::default().table("t", &both).table("u", &both));
    assert_eq!(data.duplicate_ids.unwrap().count, 0);
}

#[test]
fn documents_without_an_id_share_none() {
    let documents = ["{}", "{\"_id\": 1}", "{\"_id\": 1}", "{}"].map(str::to_owned);
    assert_eq!(found(&Export::default().table("t", &documents)).duplicate_ids.unwrap().count, 0);
}

/// More than memory holds, and more than one thread reads at a time.
#[test]
fn repeats_among_many_are_found_on_any_number_of_threads() {
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
