//! Encryption of single values at rest: environment variables, instance secrets and settings of log streams.
//!
//! Two SQL functions encrypt and decrypt: `seal(value, place)` and `unseal(value, place)`. Without a key they return the
//! value unchanged. The place, such as `env/7/NAME`, is authenticated with the value, so that a value cannot be moved to
//! another place. The file remains a SQLite database that any tool can open.
//!
//! The cipher is XChaCha20-Poly1305, with a random nonce for each value.

use std::sync::Arc;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, ffi};

use crate::error::{Error, Result};

/// Length of a key, in bytes.
pub(in crate::embedded) const KEY: usize = 32;

/// Length of a nonce, in bytes.
const NONCE: usize = 24;

/// Setting that only the right key decrypts. It is absent if the store is not encrypted.
const CHECK: &str = "encryption_check";
const CHECK_CONTENT: &[u8] = b"convex-ops";

/// Statements that encrypt a store, one per table with secrets.
const ENCRYPT: [&str; 5] = [
    "UPDATE env SET value = seal(value, 'env/' || deployment_id || '/' || name)",
    "UPDATE default_env SET value = seal(value, 'default_env/' || project_id || '/' || type || '/' || name)",
    "UPDATE deployments SET instance_secret = seal(instance_secret, 'instance_secret/' || name)",
    "UPDATE log_streams SET config = seal(config, 'log_stream/' || id)",
    // A hash tells if a guess of all variables is right.
    "UPDATE pushes SET environment_sha256 = seal(environment_sha256, 'push/' || id)",
];

/// Encrypts and decrypts values, or leaves them unchanged.
#[derive(Clone, Default)]
pub(super) struct Cipher(Option<Arc<XChaCha20Poly1305>>);

impl Cipher {
    pub(super) fn new(key: Option<&[u8; KEY]>) -> Self {
        Self(key.map(|key| Arc::new(XChaCha20Poly1305::new(key.into()))))
    }

    pub(super) fn has_key(&self) -> bool {
        self.0.is_some()
    }

    /// Adds the SQL functions to a connection.
    pub(super) fn install(&self, connection: &Connection) -> rusqlite::Result<()> {
        let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DIRECTONLY;
        for (name, convert) in [("seal", seal as Convert), ("unseal", unseal as Convert)] {
            let cipher = self.clone();
            connection.create_scalar_function(name, 2, flags, move |call| cipher.convert(call, convert))?;
        }
        Ok(())
    }

    fn convert(&self, call: &Context<'_>, convert: Convert) -> rusqlite::Result<ToSqlOutput<'static>> {
        let value = call.get_raw(0);
        let converted = match (&self.0, call.get_raw(1)) {
            (None, _) => Value::try_from(value).ok(),
            (Some(cipher), ValueRef::Text(place)) => convert(cipher, value, place),
            (Some(_), _) => None,
        };
        // A value that is not text, or was encrypted elsewhere, means that the store is damaged.
        // A message would replace the code.
        let failed = || rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_CORRUPT), None);
        converted.map(ToSqlOutput::Owned).ok_or_else(failed)
    }
}

/// Converts a value at a place; `None` if that is not possible.
type Convert = fn(&XChaCha20Poly1305, ValueRef<'_>, &[u8]) -> Option<Value>;

fn seal(cipher: &XChaCha20Poly1305, value: ValueRef<'_>, place: &[u8]) -> Option<Value> {
    match value {
        ValueRef::Null => Some(Value::Null),
        ValueRef::Blob(bytes) => encrypt(cipher, bytes, place).map(Value::Blob),
        ValueRef::Text(text) => Some(Value::Text(BASE64_STANDARD.encode(encrypt(cipher, text, place)?))),
        ValueRef::Integer(_) | ValueRef::Real(_) => None,
    }
}

fn unseal(cipher: &XChaCha20Poly1305, value: ValueRef<'_>, place: &[u8]) -> Option<Value> {
    match value {
        ValueRef::Null => Some(Value::Null),
        ValueRef::Blob(bytes) => decrypt(cipher, bytes, place).map(Value::Blob),
        ValueRef::Text(text) => {
            let plain = decrypt(cipher, &BASE64_STANDARD.decode(text).ok()?, place)?;
            String::from_utf8(plain).ok().map(Value::Text)
        }
        ValueRef::Integer(_) | ValueRef::Real(_) => None,
    }
}

/// Returns the nonce, followed by the encrypted bytes.
fn encrypt(cipher: &XChaCha20Poly1305, msg: &[u8], aad: &[u8]) -> Option<Vec<u8>> {
    let mut nonce = [0; NONCE];
    getrandom::fill(&mut nonce).ok()?;
    let encrypted = cipher.encrypt(XNonce::from_slice(&nonce), Payload { msg, aad }).ok()?;
    Some([nonce.as_slice(), &encrypted].concat())
}

fn decrypt(cipher: &XChaCha20Poly1305, sealed: &[u8], aad: &[u8]) -> Option<Vec<u8>> {
    let (nonce, msg) = sealed.split_at_checked(NONCE)?;
    cipher.decrypt(XNonce::from_slice(nonce), Payload { msg, aad }).ok()
}

/// Checks that the key fits the store, and encrypts a store that is not encrypted yet.
///
/// # Errors
/// `InvalidInput` if the store is encrypted and the key is missing or wrong.
pub(super) fn prepare(connection: &mut Connection, has_key: bool) -> Result<()> {
    let check = "SELECT value FROM settings WHERE name = ?1";
    let found: Option<Vec<u8>> = connection.query_row(check, [CHECK], |row| row.get(0)).optional()?;
    match (found, has_key) {
        (None, false) => Ok(()),
        (None, true) => encrypt_store(connection),
        (Some(_), false) => Err(Error::invalid_input("the store is encrypted")
            .help("start with the `--key-file` that it was encrypted with")),
        (Some(sealed), true) => {
            let opened = connection.query_row("SELECT unseal(?1, ?2)", (sealed, CHECK), |row| row.get::<_, Vec<u8>>(0));
            match opened {
                Ok(content) if content == CHECK_CONTENT => Ok(()),
                _ => Err(Error::invalid_input("the key does not fit the store")
                    .help("start with the `--key-file` that the store was encrypted with")),
            }
        }
    }
}

/// Encrypts all secrets at once, and removes their plain texts from unused pages.
fn encrypt_store(connection: &mut Connection) -> Result<()> {
    connection.pragma_update(None, "secure_delete", true)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    encrypt_values(&transaction)?;
    transaction.commit()?;
    connection.execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)")?;
    Ok(())
}

fn encrypt_values(tx: &Transaction<'_>) -> Result<()> {
    let insert = "INSERT INTO settings (name, value) VALUES (?1, seal(?2, ?1))";
    // Another process may have encrypted the store.
    if tx.execute(&insert.replace("INSERT", "INSERT OR IGNORE"), (CHECK, CHECK_CONTENT))? == 1 {
        for statement in ENCRYPT {
            tx.execute(statement, [])?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_key(key: u8) -> Connection {
        let connection = Connection::open_in_memory().unwrap();
        Cipher::new(Some(&[key; KEY])).install(&connection).unwrap();
        connection
    }

    fn text(connection: &Connection, sql: &str, values: [&str; 2]) -> rusqlite::Result<String> {
        connection.query_row(sql, values, |row| row.get(0))
    }

    const SEAL: &str = "SELECT seal(?1, ?2)";
    const UNSEAL: &str = "SELECT unseal(?1, ?2)";

    #[test]
    fn sealed_value_is_unsealed_at_its_place_only() {
        let connection = with_key(7);
        let sealed = text(&connection, SEAL, ["secret", "env/1/A"]).unwrap();
        assert!(!sealed.contains("secret"));
        assert_eq!(text(&connection, UNSEAL, [&sealed, "env/1/A"]).unwrap(), "secret");
        for (value, place) in
            [(sealed.as_str(), "env/1/B"), ("secret", "env/1/A"), ("", "env/1/A"), (&sealed[4..], "env/1/A")]
        {
            assert!(text(&connection, UNSEAL, [value, place]).is_err(), "{value} {place}");
        }
        assert!(text(&with_key(8), UNSEAL, [&sealed, "env/1/A"]).is_err());
    }

    #[test]
    fn equal_values_are_sealed_differently() {
        let connection = with_key(7);
        let seal = || text(&connection, SEAL, ["secret", "env/1/A"]).unwrap();
        assert_ne!(seal(), seal());
    }

    #[test]
    fn values_without_a_key_are_unchanged() {
        let connection = Connection::open_in_memory().unwrap();
        Cipher::default().install(&connection).unwrap();
        for value in ["plain", ""] {
            assert_eq!(text(&connection, SEAL, [value, "x"]).unwrap(), value);
            assert_eq!(text(&connection, UNSEAL, [value, "x"]).unwrap(), value);
        }
        let blob: Vec<u8> = connection.query_row("SELECT seal(x'00ff', 'x')", [], |row| row.get(0)).unwrap();
        assert_eq!(blob, [0, 255]);
    }
}
