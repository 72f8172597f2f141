//! Measures plain SQLite with as many documents: a prepared statement in one transaction, with the same indices.

use rusqlite::Connection;
use std::path::Path;
use std::time::{Duration, Instant};

const TABLE: &str = "
    CREATE TABLE documents (position INTEGER PRIMARY KEY, table_id INTEGER NOT NULL, id BLOB NOT NULL,
        creation_time REAL NOT NULL, ts INTEGER NOT NULL, document TEXT NOT NULL) STRICT;
    CREATE UNIQUE INDEX by_id ON documents (table_id, id);
    CREATE INDEX by_creation_time ON documents (table_id, creation_time, id);
    CREATE INDEX by_ts ON documents (table_id, ts);";

pub(crate) fn bulk_insert(path: &Path, count: u64) -> Duration {
    let mut connection = Connection::open(path).unwrap();
    connection.pragma_update(None, "journal_mode", "WAL").unwrap();
    connection.pragma_update(None, "synchronous", "NORMAL").unwrap();
    connection.execute_batch(TABLE).unwrap();
    let start = Instant::now();
    let transaction = connection.transaction().unwrap();
    let mut insert = transaction
        .prepare("INSERT INTO documents (table_id, id, creation_time, ts, document) VALUES (1, ?1, ?2, ?3, ?4)")
        .unwrap();
    for n in 0..count {
        let mut id = [7; 16];
        id[..8].copy_from_slice(&n.to_be_bytes());
        insert.execute((id, n as f64, (n / 128) as i64, super::line(n))).unwrap();
    }
    drop(insert);
    transaction.commit().unwrap();
    start.elapsed()
}
