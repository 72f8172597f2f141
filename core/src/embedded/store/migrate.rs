//! Migrates a store to the current version in numbered steps.

use rusqlite::{Connection, TransactionBehavior};

use super::error::damaged;
use crate::error::{Error, Result};

/// Migrations. Released ones never change. A store's version is the number of applied migrations.
const MIGRATIONS: [&str; 10] = [
    include_str!("migrations/0001_platform.sql"),
    include_str!("migrations/0002_pushes.sql"),
    include_str!("migrations/0003_documents.sql"),
    include_str!("migrations/0004_scheduled_calls.sql"),
    include_str!("migrations/0005_backups.sql"),
    include_str!("migrations/0006_streaming_export.sql"),
    include_str!("migrations/0007_stored_files.sql"),
    include_str!("migrations/0008_interruptions.sql"),
    include_str!("migrations/0009_stored_uuids.sql"),
    include_str!("migrations/0010_modules.sql"),
];

/// Identifies the file as a store of this project: `cnvx`.
const APPLICATION_ID: i64 = 0x636e_7678;

/// Migrates the store to the current version. If several processes do this at a time, the first one migrates and the
/// others wait.
///
/// # Errors
/// `InvalidInput` if the file belongs to another program or a newer version.
pub(super) fn migrate(connection: &mut Connection) -> Result<()> {
    if is_current(connection)? {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let seen = steps_seen(&transaction)?;
    for migration in MIGRATIONS.iter().skip(seen) {
        transaction.execute_batch(migration).map_err(|error| migration_error(error, seen))?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", MIGRATIONS.len() as i64)?;
    transaction.commit()?;
    Ok(())
}

/// Reports a statement that does not fit the store's tables as a damaged store: its version is wrong.
fn migration_error(error: rusqlite::Error, seen: usize) -> Error {
    match error {
        rusqlite::Error::SqlInputError { msg, .. } => {
            damaged(format!("its tables do not match its version {seen}: {msg}"))
        }
        rusqlite::Error::SqliteFailure(code, message) if code.extended_code == rusqlite::ffi::SQLITE_ERROR => {
            damaged(format!("its tables do not match its version {seen}: {}", message.unwrap_or_default()))
        }
        other => other.into(),
    }
}

fn is_current(connection: &Connection) -> Result<bool> {
    let application = number(connection, "application_id")?;
    Ok(application == APPLICATION_ID && number(connection, "user_version")? == MIGRATIONS.len() as i64)
}

fn steps_seen(connection: &Connection) -> Result<usize> {
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let application = number(connection, "application_id")?;
    if tables == 0 && application == 0 {
        return Ok(0);
    }
    if application != APPLICATION_ID {
        return Err(Error::invalid_input("the file is another program's database").help("choose another file"));
    }
    let version = number(connection, "user_version")?;
    usize::try_from(version).ok().filter(|version| *version <= MIGRATIONS.len()).ok_or_else(|| {
        Error::invalid_input(format!("unsupported store version {version}: this version supports {}", MIGRATIONS.len()))
            .help("use a newer version of convex-ops")
    })
}

fn number(connection: &Connection, pragma: &str) -> Result<i64> {
    Ok(connection.pragma_query_value(None, pragma, |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Creates a store as an earlier version left it after a number of migrations.
    fn of_version(seen: usize) -> Connection {
        let connection = Connection::open_in_memory().unwrap();
        // References to missing rows are allowed in this test.
        connection.pragma_update(None, "foreign_keys", false).unwrap();
        for migration in &MIGRATIONS[..seen] {
            connection.execute_batch(migration).unwrap();
        }
        connection.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
        connection.pragma_update(None, "user_version", seen as i64).unwrap();
        connection
    }

    fn tables(connection: &Connection) -> Vec<String> {
        let mut statement =
            connection.prepare("SELECT sql FROM sqlite_schema WHERE sql NOT NULL ORDER BY name").unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().collect::<rusqlite::Result<_>>().unwrap()
    }

    #[test]
    fn migrated_store_equals_new_store() {
        let mut new = Connection::open_in_memory().unwrap();
        migrate(&mut new).unwrap();
        for seen in 1..=MIGRATIONS.len() {
            let mut old = of_version(seen);
            migrate(&mut old).unwrap();
            assert_eq!(tables(&old), tables(&new), "from version {seen}");
        }
    }

    #[test]
    fn store_with_a_wrong_version_is_damaged_and_its_message_has_no_sql() {
        for (has, says) in [(MIGRATIONS.len(), 0), (MIGRATIONS.len(), 1), (2, 6)] {
            let mut store = of_version(has);
            store.pragma_update(None, "user_version", says).unwrap();
            let error = migrate(&mut store).unwrap_err();
            let told = error.to_string();
            assert!(told.contains("damaged store") && told.contains(&format!("version {says}")), "{told}");
            assert!(!told.contains("CREATE") && !told.contains("ALTER") && !told.contains("SELECT"), "{told}");
        }
    }

    #[test]
    fn migration_keeps_document_timestamps() {
        let mut old = of_version(5);
        let rows = "INSERT INTO data_tables (id, deployment_id, component, name, number, state, ts) VALUES \
                    (1, 1, '', 'a', 10001, 'active', 100), (2, 1, '', 'b', 10002, 'gone', 200); \
                    INSERT INTO documents (table_id, id, creation_time, ts, document) VALUES \
                    (1, x'01', 0, 0, '{}'), (1, x'02', 0, 150, '{}'), (2, x'03', 0, 0, '{}'), (2, x'04', 0, 150, '{}');";
        old.execute_batch(rows).unwrap();
        migrate(&mut old).unwrap();
        let sql = "SELECT t.ts + d.ts, t.gone_ts FROM documents AS d JOIN data_tables AS t ON t.id = d.table_id ORDER BY d.id";
        let mut statement = old.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        let times: Vec<(i64, Option<i64>)> = rows.collect::<rusqlite::Result<_>>().unwrap();
        assert_eq!(times, [(100, None), (150, None), (200, Some(200)), (200, Some(200))]);
    }
}
