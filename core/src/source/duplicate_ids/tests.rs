use std::collections::BTreeMap;

use super::*;
use crate::error::ErrorKind;

/// A document with the id of an earlier one: table, id, and the offsets of both.
type Duplicate = (u32, String, u64, u64);

/// Number of tables; each hundred ids belong to the next one.
const TABLES: u32 = 3;

fn table_of(place: usize) -> u32 {
    (place / 100) as u32 % TABLES
}

/// Finds the second and later documents of each id with a map.
fn expected(ids: &[String]) -> Vec<Duplicate> {
    let mut places: BTreeMap<(u32, &str), Vec<u64>> = BTreeMap::new();
    for (offset, id) in ids.iter().enumerate() {
        places.entry((table_of(offset), id)).or_default().push(offset as u64);
    }
    let again = |((table, id), places): (&(u32, &str), &Vec<u64>)| {
        places[1..].iter().map(|place| (*table, (*id).to_owned(), places[0], *place)).collect::<Vec<_>>()
    };
    places.iter().flat_map(again).collect()
}

fn finder_with(batch_len: usize, sorting: &Sorting) -> DuplicateFinder {
    DuplicateFinder { batch_len, ..DuplicateFinder::new(sorting) }
}

/// Finds the same by sorting with limited memory. Returns the number of runs too.
fn find(ids: &[String], batch_len: usize) -> (Vec<Duplicate>, usize) {
    let folder = tempfile::tempdir().unwrap();
    let mut finder =
        finder_with(batch_len, &Sorting { folder: TempFolder::new(Some(folder.path())), cancel: Cancel::default() });
    for (chunk, ids) in ids.chunks(100).enumerate() {
        let mut batch = Batch::default();
        ids.iter().enumerate().for_each(|(place, id)| batch.push(id.as_bytes(), (chunk * 100 + place) as u64));
        finder.add(table_of(chunk * 100), &batch).unwrap();
    }
    let runs = finder.runs.as_ref().map_or(0, Runs::len);
    let mut found = Vec::new();
    finder
        .finish(&mut |table, id, first, again| {
            found.push((table, String::from_utf8_lossy(id).into_owned(), first, again));
        })
        .unwrap();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "temporary files have no names");
    (found, runs)
}

/// Unordered ids: a few occur twice and one occurs often.
fn ids(count: u64) -> Vec<String> {
    let id = |n: u64| {
        if n.is_multiple_of(97) {
            "often".to_owned()
        } else {
            format!("k{:016x}", (n % 1300).wrapping_mul(0x9e37_79b9_7f4a_7c15))
        }
    };
    (0..count).map(id).collect()
}

#[test]
fn duplicates_are_found_in_memory_and_on_disk() {
    let ids = ids(6000);
    let expected = expected(&ids);
    assert!(expected.len() > 2000);
    for (batch_len, runs) in [(usize::MAX, 0..1), (100_000, 2..10), (2_000, 100..FAN_IN), (300, FAN_IN * 2..10_000)] {
        let (found, spilled) = find(&ids, batch_len);
        assert!(runs.contains(&spilled), "{spilled} runs of {batch_len} bytes");
        assert_eq!(found, expected);
    }
}

#[test]
fn distinct_ids_are_not_duplicates() {
    let ids: Vec<_> = (0..3000).map(|n| format!("x{n}")).collect();
    assert_eq!(find(&ids, 1000).0, []);
    assert_eq!(find(&[], 1000).0, []);
}

#[test]
fn long_ids_are_distinguished() {
    let long = |end: &str| format!("{}{end}", "a".repeat(100));
    let ids = [long("x"), long("y"), "a".repeat(64), "a".repeat(65), long("x"), String::new(), String::new()];
    let (found, _) = find(&ids, usize::MAX);
    let places: Vec<_> = found.iter().map(|(_, _, first, again)| (*first, *again)).collect();
    assert_eq!(places, [(5, 6), (0, 4)]);
}

#[test]
fn sorting_can_be_cancelled_at_every_step() {
    let cancel = Cancel::default();
    let mut finder = finder_with(1000, &Sorting { folder: TempFolder::new(None), cancel: cancel.clone() });
    let mut batch = Batch::default();
    (0..100).for_each(|n| batch.push(b"id", n));
    finder.add(0, &batch).unwrap();
    cancel.cancel();
    assert_eq!(finder.add(0, &batch).unwrap_err().kind(), ErrorKind::Cancelled);
    let mut heard = 0;
    assert_eq!(finder.finish(&mut |_, _, _, _| heard += 1).unwrap_err().kind(), ErrorKind::Cancelled);
    assert_eq!(heard, 0);
}
