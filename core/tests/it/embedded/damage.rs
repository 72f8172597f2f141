//! Damages a store in its pages or in single values: each call succeeds or reports the damage, and no call
//! panics.

use crate::fuzz::targets::store::{columns, populate, use_all};
use convex_ops::ErrorKind;
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::fs;

/// Number of times that pages are damaged.
const ROUNDS: u64 = 60;

/// Checks if an error is allowed: damage, or a refusal because a value is missing, but never
/// an internal error of this crate.
#[track_caller]
fn check(errors: &BTreeSet<(ErrorKind, String)>, context: &str) {
    for (kind, message) in errors {
        assert!(!matches!(kind, ErrorKind::Internal), "{context}: {message}");
        assert!(!message.is_empty(), "{context}");
    }
}

fn is_damage(errors: &BTreeSet<(ErrorKind, String)>) -> bool {
    errors.iter().any(|(kind, message)| *kind == ErrorKind::Io && message.contains("damaged"))
}

#[test]
fn damaged_pages_are_reported() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("platform.db");
    let populated = populate(&path);
    let sound = fs::read(&path).unwrap();
    assert_eq!(use_all(&path, &populated), BTreeSet::new(), "an intact store can be read and written");
    let mut reported = 0;
    for round in 0..ROUNDS {
        let mut random = Random(round + 1);
        let mut damaged = sound.clone();
        let page = random.below(damaged.len() / 4096) * 4096;
        match round % 3 {
            0 => damaged[page..page + 4096].fill_with(|| random.below(256) as u8),
            1 => damaged.truncate(page + random.below(4096)),
            _ => (0..=random.below(8)).for_each(|_| damaged[page + random.below(4096)] ^= 1 << random.below(8)),
        }
        for ending in ["-wal", "-shm"] {
            let _ = fs::remove_file(folder.path().join(format!("platform.db{ending}")));
        }
        fs::write(&path, damaged).unwrap();
        let errors = use_all(&path, &populated);
        check(&errors, &format!("round {round}, page {}", page / 4096));

        reported += usize::from(is_damage(&errors));
    }
    println!("{reported} of {ROUNDS} were reported");
    assert!(reported > ROUNDS as usize / 3);
}

#[test]
fn corrupt_values_are_reported() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("platform.db");
    let populated = populate(&path);
    let sound = fs::read(&path).unwrap();
    let (mut tried, mut reported) = (0, BTreeSet::new());
    for (table, column, kind) in columns(&path) {
        let values: &[&str] = match kind.as_str() {
            "INTEGER" => &["-7", "9223372036854775807", "-9223372036854775808"],
            "TEXT" => &["'no such thing'", "CAST(x'ff' AS TEXT)", "'{}'"],
            "REAL" => &["-1e300", "9e999"],
            "BLOB" => &["x'00ff'", "x''"],
            other => panic!("a column of the type {other}"),
        };
        for value in values {
            fs::write(&path, &sound).unwrap();
            let outside = Connection::open(&path).unwrap();
            outside.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON").unwrap();
            outside.execute(&format!("UPDATE OR IGNORE {table} SET \"{column}\" = {value}"), []).unwrap();
            drop(outside);
            let errors = use_all(&path, &populated);
            check(&errors, &format!("{table}.{column} is {value}"));
            tried += 1;
            if is_damage(&errors) {
                reported.insert(format!("{table}.{column}"));
            }
        }
    }
    println!("{tried} values");
    for column in ["audit_log.actor", "audit_log.metadata", "custom_roles.statements", "log_streams.config"] {
        assert!(reported.contains(column), "damage in JSON column {column} was not reported");
    }
    for column in ["deployments.instance_secret", "projects.name"] {
        assert!(reported.contains(column), "damage in column {column} was not reported");
    }
}

/// Reproducible pseudorandom numbers, by xorshift.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        self.0 ^= self.0 >> 29;
        (self.0 >> 8) as usize % bound.max(1)
    }
}
