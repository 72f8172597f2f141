//! Finite universes of values, which decide every inclusion of a family of validators by enumeration.
//!
//! Why a finite universe is enough. Let `v` be in `A` and in none of `B1…Bn`, all of one family. Three changes make it
//! smaller, and keep it in `A` and out of every `Bi`:
//! - A scalar can be replaced by another that no validator of the family tells from it.
//! - An array needs at most one element outside of each `Bi`, and no two that are alike.
//! - A value of a record needs at most one entry outside of each `Bi` among the keys that no validator names, and
//!   no two of them that are alike; such a key can be replaced by another of its class (text, id of a table).
//!
//! So a universe holds a value of each class of scalars, every array of at most n different elements, and every object
//! of the named fields with at most n different entries besides.

use convex_ops::schema::Validator;
use convex_ops::schema::check::Checker;
use convex_ops::value::{Name, Value};

/// Every subset of at most `most` items.
pub(super) fn subsets<T: Clone>(items: &[T], most: usize) -> Vec<Vec<T>> {
    let mut all: Vec<Vec<T>> = vec![Vec::new()];
    for item in items {
        let with: Vec<Vec<T>> = all
            .iter()
            .filter(|subset| subset.len() < most)
            .map(|subset| subset.iter().chain([item]).cloned().collect())
            .collect();
        all.extend(with);
    }
    all
}

/// Every array of at most `most` different elements, in one order.
pub(super) fn arrays(elements: &[Value], most: usize) -> Vec<Value> {
    subsets(elements, most).into_iter().map(Value::Array).collect()
}

/// Possible entries of an object.
pub(super) struct Entries<'a> {
    /// Names that validators of the family use.
    pub(super) named: &'a [&'a str],
    /// For each class of other keys, enough keys of it.
    pub(super) others: &'a [Vec<String>],
    /// Possible values of any entry.
    pub(super) values: &'a [Value],
    /// Maximum number of entries besides the named ones.
    pub(super) most_others: usize,
}

impl Entries<'_> {
    /// Every object of such entries, up to the choice of keys within a class.
    pub(super) fn objects(&self) -> Vec<Value> {
        let mut objects: Vec<Vec<(Name, Value)>> = vec![Vec::new()];
        for name in self.named {
            let with = |object: &Vec<(Name, Value)>| {
                let object = object.clone();
                self.values.iter().map(move |value| {
                    let mut object = object.clone();
                    object.push((Name::from(*name), value.clone()));
                    object
                })
            };
            let longer: Vec<_> = objects.iter().flat_map(with).collect();
            objects.extend(longer);
        }
        let others = self.other_entries();
        let joined = |object: &Vec<(Name, Value)>| {
            let object = object.clone();
            others.iter().map(move |others| object.iter().chain(others).cloned().collect())
        };
        objects.iter().flat_map(joined).collect()
    }

    fn other_entries(&self) -> Vec<Vec<(Name, Value)>> {
        let classes = 0..self.others.len();
        let entries: Vec<(usize, &Value)> =
            classes.flat_map(|class| self.values.iter().map(move |value| (class, value))).collect();
        let keyed = |subset: Vec<(usize, &Value)>| {
            let mut used = vec![0; self.others.len()];
            let entry = |(class, value): (usize, &Value)| {
                let key = &self.others[class][used[class]];
                used[class] += 1;
                (Name::from(key.as_str()), value.clone())
            };
            subset.into_iter().map(entry).collect()
        };
        subsets(&entries, self.most_others).into_iter().map(keyed).collect()
    }
}

/// The values of a universe that a validator accepts, a bit for each.
#[derive(Clone)]
pub(super) struct Accepted(Vec<u64>);

impl Accepted {
    pub(super) fn nothing(universe: &[Value]) -> Self {
        Self(vec![0; universe.len().div_ceil(64)])
    }

    pub(super) fn by(checker: &Checker<'_>, validator: &Validator, universe: &[Value]) -> Self {
        let mut accepted = Self::nothing(universe);
        for (index, value) in universe.iter().enumerate() {
            if checker.accepts(validator, value) {
                accepted.0[index / 64] |= 1 << (index % 64);
            }
        }
        accepted
    }

    pub(super) fn or(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(a, b)| a | b).collect())
    }

    /// Position of a value that is in this set and not in `other`.
    pub(super) fn beyond(&self, other: &Self) -> Option<usize> {
        let mut words = self.0.iter().zip(&other.0).enumerate();
        words.find_map(|(index, (a, b))| (a & !b != 0).then(|| index * 64 + (a & !b).trailing_zeros() as usize))
    }
}
