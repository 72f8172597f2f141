//! Table numbers, which decide the table of an id.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use serde::de::Error as _;
use sha2::{Digest as _, Sha256};

use super::{DocumentId, Name};

/// Table numbers of one component.
///
/// No text is an id of a table without a number, unless the table is [declared without one](Self::unnumbered).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tables {
    numbers: BTreeMap<Name, u32>,
    names: BTreeMap<u32, Name>,
    unnumbered: BTreeSet<Name>,
    digest: Digest,
}

/// Digest of table numbers, computed on first use. It follows from them, so it does not count in comparisons.
#[derive(Clone, Debug, Default)]
struct Digest(OnceLock<String>);

impl PartialEq for Digest {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Digest {}

/// Result of matching a text against `v.id(table)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdMatch {
    /// An id of this table.
    Same,
    /// An id of another table.
    OtherTable,
    /// Not an id.
    NotAnId,
    /// An id of a table with an unknown number, which may be this one.
    Unverified,
}

impl Tables {
    /// Sets the number of a table. A table has one number and a number belongs to one table: later calls win.
    pub fn insert(&mut self, name: impl Into<Name>, number: u32) {
        self.digest = Digest::default();
        let name = name.into();
        self.unnumbered.remove(&name);
        if let Some(old) = self.numbers.insert(name.clone(), number) {
            self.names.remove(&old);
        }
        if let Some(owner) = self.names.insert(number, name.clone()).filter(|owner| *owner != name) {
            self.numbers.remove(&owner);
        }
    }

    /// Declares a table with an unknown number. Its ids can't be verified: any id that belongs to no known table
    /// passes.
    pub fn unnumbered(&mut self, name: impl Into<Name>) {
        let name = name.into();
        if !self.numbers.contains_key(&name) {
            self.digest = Digest::default();
            self.unnumbered.insert(name);
        }
    }

    /// Returns the number of a table.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<u32> {
        self.numbers.get(name).copied()
    }

    /// Checks if a table was [declared without a number](Self::unnumbered).
    #[must_use]
    pub fn is_unnumbered(&self, name: &str) -> bool {
        self.unnumbered.contains(name)
    }

    /// Returns the tables that were [declared without a number](Self::unnumbered), in name order.
    pub fn without_number(&self) -> impl Iterator<Item = &Name> {
        self.unnumbered.iter()
    }

    /// Returns the table with a number.
    #[must_use]
    pub fn name(&self, number: u32) -> Option<&Name> {
        self.names.get(&number)
    }

    /// Returns the tables with a number, in name order.
    pub fn iter(&self) -> impl Iterator<Item = (&Name, u32)> {
        self.numbers.iter().map(|(name, number)| (name, *number))
    }

    /// Returns a digest that is equal for equal table numbers, and computed once. Each of many tables is checked with the
    /// numbers of all.
    pub(crate) fn digest(&self) -> &str {
        self.digest.0.get_or_init(|| {
            let mut hash = Sha256::new();
            for (name, number) in self.iter() {
                hash.update(format!("{name} {number}\n"));
            }
            for name in &self.unnumbered {
                hash.update(format!("{name}\n"));
            }
            hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
        })
    }

    /// Checks if no table has a number.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// Matches a text against `v.id(table)`.
    ///
    /// ```
    /// use convex_ops::value::{DocumentId, IdMatch, Tables};
    ///
    /// let mut tables = Tables::default();
    /// tables.insert("users", 10_001);
    /// let id = DocumentId { table: 10_001, internal: [0; 16] }.to_string();
    /// assert_eq!(tables.match_id(&id, "users"), IdMatch::Same);
    /// assert_eq!(tables.match_id(&id, "posts"), IdMatch::OtherTable);
    /// assert_eq!(tables.match_id("users", "users"), IdMatch::NotAnId);
    /// ```
    #[must_use]
    pub fn match_id(&self, text: &str, table: &str) -> IdMatch {
        match DocumentId::decode(text) {
            None => IdMatch::NotAnId,
            Some(id) => match self.names.get(&id.table) {
                Some(name) if name == table => IdMatch::Same,
                None if self.unnumbered.contains(table) => IdMatch::Unverified,
                _ => IdMatch::OtherTable,
            },
        }
    }
}

impl<N: Into<Name>> FromIterator<(N, u32)> for Tables {
    fn from_iter<I: IntoIterator<Item = (N, u32)>>(entries: I) -> Self {
        let mut tables = Self::default();
        for (name, number) in entries {
            tables.insert(name, number);
        }
        tables
    }
}

impl serde::Serialize for Tables {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.numbers.serialize(serializer)
    }
}

impl<'de> serde::Deserialize<'de> for Tables {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let numbers = BTreeMap::<Name, u32>::deserialize(deserializer)?;
        let mut tables = Self::default();
        for (name, number) in numbers {
            if number == 0 {
                return Err(D::Error::custom(format_args!("table `{name}` has the number 0, which no table has")));
            }
            if let Some(other) = tables.name(number) {
                return Err(D::Error::custom(format_args!(
                    "tables `{other}` and `{name}` both have the number {number}"
                )));
            }
            tables.insert(name, number);
        }
        Ok(tables)
    }
}

#[cfg(feature = "typegen")]
impl schemars::JsonSchema for Tables {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Tables".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "The numbers of tables by their names.",
            "type": "object",
            "additionalProperties": { "type": "integer", "minimum": 1, "maximum": u32::MAX },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digest_follows_every_change() {
        let mut tables = Tables::default();
        let mut seen = BTreeSet::from([tables.digest().to_owned()]);
        for change in [
            &(|tables: &mut Tables| tables.insert("a", 1)) as &dyn Fn(&mut Tables),
            &|tables| tables.unnumbered("b"),
            &|tables| tables.insert("b", 2),
            &|tables| tables.insert("a", 3),
        ] {
            change(&mut tables);
            assert!(seen.insert(tables.digest().to_owned()), "{tables:?}");
            assert_eq!(tables.clone().digest(), tables.digest());
        }
        assert_eq!(Tables::from_iter([("a", 3), ("b", 2)]), tables);
        assert_eq!(Tables::from_iter([("a", 3), ("b", 2)]).digest(), tables.digest());
    }
}
