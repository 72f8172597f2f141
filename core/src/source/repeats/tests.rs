use std::collections::BTreeMap;

use super::*;
use crate::error::ErrorKind;

/// A document whose id an earlier one of its table has: the table, the id, and where both start.
type Repeat = (u32, String, u64, u64);

/// The ids of a hundred documents after the other are of one of so many tables.
const TABLES: u32 = 3;

fn table_of(place: usize) -> u32 {
    (place / 100) as u32 % TABLES
}

/// Every second and later document of an id, as a map finds them.
fn expected(ids: &[String]) -> Vec<Repeat> {
    let mut places: BTreeMap<(u32, &str), Vec<u64>> = BTreeMap::new();
    for (offset, id) in ids.iter().enumerate() {
        places.entry((table_of(offset), id)).or_default().push(offset as u64);
    }
    let again = |((table, id), places): (&(u32, &str), &Vec<u64>)| {
        places[1..].iter().map(|place| (*table, (*id).to_owned(), places[0], *place)).collect::<Vec<_>>()
    };
    places.iter().flat_map(again).collect()
}

fn with(batch_len: usize, sorting: &Sorting) -> Repeats {
    Repeats { batch_len, ..Repeats::new(sorting) }
}

/// The same by sorting with this much memory, and how many runs that took.
fn found(ids: &[String], batch_len: usize) -> (Vec<Repeat>, usize) {
    let folder = tempfile::tempdir().unwrap();
    let mut repeats =
        with(batch_len, &Sorting { folder: TempFolder::new(Some(folder.path())), cancel: Cancel::default() });
    for (chunk, ids) in ids.chunks(100).enumerate() {
        let mut batch = Batch::default();
        ids.iter().enumerate().for_each(|(place, id)| batch.push(id.as_bytes(), (chunk * 100 + place) as u64));
        repeats.add(table_of(chunk * 100), &batch).unwrap();
    }
    let runs = repeats.runs.as_ref().map_or(0, Runs::len);
    let mut found = Vec::new();
    repeats
        .finish(&mut |table, id, first, again| {
            found.push((table, String::from_utf8_lossy(id).into_owned(), first, again));
        })
        .unwrap();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "temporary files have no names");
    (found, runs)
}

/// Ids in no order, of which a few come twice and one comes often.
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
fn repeats_are_found_with_and_without_the_disk() {
    let ids = ids(6000);
    let expected = expected(&ids);
    assert!(expected.len() > 2000);
    for (batch_len, runs) in [(usize::MAX, 0..1), (100_000, 2..10), (2_000, 100..FAN_IN), (300, FAN_IN * 2..10_000)] {
        let (found, spilled) = found(&ids, batch_len);
        assert!(runs.contains(&spilled), "{spilled} runs of {batch_len} bytes");
        assert_eq!(found, expected);
    }
}

#[test]
fn ids_of_their_own_are_no_repeats() {
    let ids: Vec<_> = (0..3000).map(|n| format!("x{n}")).collect();
    assert_eq!(found(&ids, 1000).0, []);
    assert_eq!(found(&[], 1000).0, []);
}

#[test]
fn long_ids_are_told_apart_and_found_again() {
    let long = |end: &str| format!("{}{end}", "a".repeat(100));
    let ids = [long("x"), long("y"), "a".repeat(64), "a".repeat(65), long("x"), String::new(), String::new()];
    let (found, _) = found(&ids, usize::MAX);
    let places: Vec<_> = found.iter().map(|(_, _, first, again)| (*first, *again)).collect();
    assert_eq!(places, [(5, 6), (0, 4)]);
}

#[test]
fn sorting_can_be_cancelled_at_every_step() {
    let cancel = Cancel::default();
    let mut repeats = with(1000, &Sorting { folder: TempFolder::new(None), cancel: cancel.clone() });
    let mut batch = Batch::default();
    (0..100).for_each(|n| batch.push(b"id", n));
    repeats.add(0, &batch).unwrap();
    cancel.cancel();
    assert_eq!(repeats.add(0, &batch).unwrap_err().kind(), ErrorKind::Cancelled);
    let mut heard = 0;
    assert_eq!(repeats.finish(&mut |_, _, _, _| heard += 1).unwrap_err().kind(), ErrorKind::Cancelled);
    assert_eq!(heard, 0);
}
