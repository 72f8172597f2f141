//! Opens what the gate looks at: export zips, folders, files and standard input.
//!
//! ```
//! use std::collections::BTreeMap;
//!
//! use convex_ops::schema::Schema;
//! use convex_ops::source::{DataOptions, check_data, open_data};
//!
//! let folder = tempfile::tempdir().unwrap();
//! let users = folder.path().join("users");
//! std::fs::create_dir(&users).unwrap();
//! std::fs::write(users.join("documents.jsonl"), "{\"name\": \"Ada\"}\n").unwrap();
//!
//! let schema = Schema::parse(r#"{"schemaValidation": true, "tables": [{"tableName": "users", "indexes": [],
//!     "documentType": {"type": "object", "value": {"age": {"fieldType": {"type": "number"}, "optional": false}}}}]}"#)?;
//! let mut data = open_data(users.join("documents.jsonl").to_str().unwrap(), &DataOptions::default())?;
//! let found = check_data(&mut data, &BTreeMap::from([(String::new(), &schema)]), &mut |_| Ok(()))?;
//! assert_eq!(found.table("", "users").unwrap().refused, 1);
//! # Ok::<(), convex_ops::Error>(())
//! ```

mod archive;
mod data;
mod files;
mod folder;
mod layout;
mod numbers;
mod open;
mod scheduled;
mod stream;

pub use data::{Progress, check_data};
pub use open::{DataOptions, DataSource, open_data, open_data_stream};
pub use scheduled::{ScheduledCalls, open_scheduled, read_scheduled};
