//! Brings a store to the form that this version reads, by numbered steps.

use rusqlite::{Connection, TransactionBehavior};

use crate::error::{Error, Result};

/// The steps, each once applied never changed. A store's number is that of the steps it has seen.
const MIGRATIONS: [&str; 7] = [
    include_str!("migrations/0001_platform.sql"),
    include_str!("migrations/0002_pushes.sql"),
    include_str!("migrations/0003_documents.sql"),
    include_str!("migrations/0004_scheduled_calls.sql"),
    include_str!("migrations/0005_backups.sql"),
    include_str!("migrations/0006_streaming_export.sql"),
    include_str!("migrations/0007_stored_files.sql"),
];

/// Marks the file as a store of this project: `cnvx`.
const APPLICATION_ID: i64 = 0x636e_7678;

/// Brings the store to the present form. Several processes may do so at a time: the first does it, the others wait.
///
/// # Errors
/// `InvalidInput` when the file is another program's, or was written by a newer version.
pub(super) fn migrate(connection: &mut Connection) -> Result<()> {
    if is_current(connection)? {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let seen = steps_seen(&transaction)?;
    for migration in MIGRATIONS.iter().skip(seen) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", MIGRATIONS.len() as i64)?;
    transaction.commit()?;
    Ok(())
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
        return Err(Error::invalid_input("the file is a database of another program").help("name another file"));
    }
    let version = number(connection, "user_version")?;
    usize::try_from(version).ok().filter(|version| *version <= MIGRATIONS.len()).ok_or_else(|| {
        Error::invalid_input(format!("the store is of version {version}, and this version reads {}", MIGRATIONS.len()))
            .help("use a newer version of convex-ops")
    })
}

fn number(connection: &Connection, pragma: &str) -> Result<i64> {
    Ok(connection.pragma_query_value(None, pragma, |row| row.get(0))?)
}
