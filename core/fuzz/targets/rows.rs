//! Fuzzes the rows of a store. With any value in a column, each call succeeds or reports the damage, and names neither SQL
//! nor a bug of this crate.
//!
//! An input has a line with the table and the column, separated by a dot, followed by the value: text, a number or bytes, as
//! the column has it. An unknown column selects an arbitrary one.

use std::path::PathBuf;
use std::sync::{LazyLock, Mutex, PoisonError};

use convex_ops::ErrorKind;
use rusqlite::Connection;
use rusqlite::types::Value;

use super::store::{Populated, columns, populate, use_all};

/// An intact store.
struct Sound {
    path: PathBuf,
    bytes: Vec<u8>,
    populated: Populated,
    columns: Vec<(String, String, String)>,
    _folder: tempfile::TempDir,
}

static SOUND: LazyLock<Mutex<Sound>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("platform.db");
    let populated = populate(&path);
    let (bytes, columns) = (std::fs::read(&path).expect("a store"), columns(&path));
    Mutex::new(Sound { path, bytes, populated, columns, _folder: folder })
});

/// Uses a store with the value of an input in every row of a table.
pub(crate) fn run(bytes: &[u8]) {
    let sound = SOUND.lock().unwrap_or_else(PoisonError::into_inner);
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let (named, value) = (String::from_utf8_lossy(&bytes[..end]), bytes.get(end + 1..).unwrap_or_default());
    let known = sound.columns.iter().position(|(table, column, _)| named == format!("{table}.{column}"));
    let any = || named.bytes().map(usize::from).sum::<usize>() % sound.columns.len();
    let (table, column, kind) = &sound.columns[known.unwrap_or_else(any)];
    for ending in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", sound.path.display()));
    }
    std::fs::write(&sound.path, &sound.bytes).expect("a store");
    let outside = Connection::open(&sound.path).expect("a store");
    outside.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON").expect("settings");
    // Text may be invalid UTF-8, as in a damaged file.
    let cast = if kind == "TEXT" { "CAST(?1 AS TEXT)" } else { "?1" };
    let change = format!("UPDATE OR IGNORE {table} SET \"{column}\" = {cast}");
    outside.execute(&change, [of_kind(kind, value)]).expect("a change");
    drop(outside);
    for (kind, message) in use_all(&sound.path, &sound.populated) {
        assert_ne!(kind, ErrorKind::Internal, "{table}.{column}: {message}");
        let has_sql = ["SELECT ", "UPDATE ", "INSERT ", "DELETE "].iter().any(|word| message.contains(word));
        assert!(!message.is_empty() && !has_sql, "{table}.{column}: {message}");
    }
}

fn of_kind(kind: &str, value: &[u8]) -> Value {
    let text = String::from_utf8_lossy(value);
    match kind {
        "INTEGER" => Value::Integer(text.trim().parse().unwrap_or_else(|_| bits(value).cast_signed())),
        "REAL" => Value::Real(text.trim().parse().unwrap_or_else(|_| f64::from_bits(bits(value)))),
        _ => Value::Blob(value.to_vec()),
    }
}

fn bits(value: &[u8]) -> u64 {
    value.iter().take(8).fold(0, |bits, byte| bits << 8 | u64::from(*byte))
}
