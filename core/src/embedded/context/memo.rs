//! Results about tables, kept in memory while the tables are unchanged.

use std::any::Any;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::error::Result;

/// Maximum number of results. Beyond it, all are forgotten.
const MOST: usize = 10_000;

/// A result of any type.
type Stored = Arc<dyn Any + Send + Sync>;

/// Results by table, each with the version of the table that it is from.
#[derive(Default)]
pub(in crate::embedded) struct Memo(Mutex<BTreeMap<i64, (Version, Stored)>>);

/// Version of a table. Equal versions of a table have equal contents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::embedded) struct Version {
    /// Number of documents, which only grows.
    pub(in crate::embedded) documents: u64,
    /// Hash of everything else that the result depends on.
    pub(in crate::embedded) others: u64,
}

impl Memo {
    /// Returns the result for a version of a table: the stored one, or a new one from `compute`.
    pub(in crate::embedded) fn get_or<T: Any + Clone + Send + Sync>(
        &self,
        table: i64,
        version: Version,
        compute: impl FnOnce() -> Result<T>,
    ) -> Result<T> {
        let found = self.stored().get(&table).filter(|(of, _)| *of == version).map(|(_, stored)| Arc::clone(stored));
        if let Some(found) = found.as_ref().and_then(|stored| stored.downcast_ref::<T>()) {
            return Ok(found.clone());
        }
        let result = compute()?;
        let mut stored = self.stored();
        if stored.len() >= MOST {
            stored.clear();
        }
        stored.insert(table, (version, Arc::new(result.clone())));
        Ok(result)
    }

    fn stored(&self) -> MutexGuard<'_, BTreeMap<i64, (Version, Stored)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    fn version(documents: u64, others: u64) -> Version {
        Version { documents, others }
    }

    #[test]
    fn result_is_computed_once_per_version() {
        let memo = Memo::default();
        assert_eq!(memo.get_or(1, version(1, 0), || Ok(10)).unwrap(), 10);
        assert_eq!(memo.get_or(1, version(1, 0), || Err::<i32, _>(Error::invalid_input("again"))).unwrap(), 10);
        assert_eq!(memo.get_or(1, version(2, 0), || Ok(20)).unwrap(), 20);
        assert_eq!(memo.get_or(1, version(2, 1), || Ok(21)).unwrap(), 21);
        assert_eq!(memo.get_or(2, version(2, 1), || Ok(30)).unwrap(), 30);
        assert_eq!(memo.get_or(1, version(1, 0), || Ok(11)).unwrap(), 11);
    }

    #[test]
    fn failure_is_not_stored() {
        let memo = Memo::default();
        assert!(memo.get_or(1, version(1, 0), || Err::<i32, _>(Error::invalid_input("no"))).is_err());
        assert_eq!(memo.get_or(1, version(1, 0), || Ok(10)).unwrap(), 10);
    }
}
