//! Exact inclusion: is every value of one validator a value of another, and if not, which one isn't?
//!
//! The question is "is there a value in A that is in none of B1…Bn?", answered kind by kind. Scalars are decided by
//! looking; arrays element by element, since some element must escape each alternative and elements are independent;
//! objects and records together (see [`objects`]), since one value must escape both. Every answer "no" comes with a
//! value that the plain validator has confirmed on both sides.

mod fresh;
mod objects;
mod plain;

pub(super) use plain::{is_field_plainly_in, is_plainly_in};

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::schema::Validator;
use crate::schema::check::{Checker, Reader};
use crate::value::{Name, Tables, Value};

/// The answer to a question of inclusion.
#[derive(Clone, Debug, PartialEq)]
pub enum Inclusion {
    /// Every value of the one is a value of the other.
    Yes,
    /// This value of the one is none of the other.
    No(Value),
    /// The steps ran out.
    Undecided,
}

/// Whether `b` accepts every value that `a` accepts; `reader` says how `b` treats fields that it does not know.
///
/// Limits of size, depth and count are outside the question. `tables` numbers the tables whose ids the validators name;
/// tables without a number get one (see [`number_tables`]). `budget` counts steps, never time.
///
/// ```
/// use convex_ops::compat::{DEFAULT_BUDGET, Inclusion, subset};
/// use convex_ops::schema::{Validator, check::Reader};
/// use convex_ops::value::{Tables, Value};
///
/// let one_or_two = Validator::parse(r#"{"type": "union", "value": [{"type": "literal", "value": 1}, {"type": "literal", "value": 2}]}"#)?;
/// let number = Validator::Float64;
/// let ask = |a, b| subset(a, b, Reader::Closed, &Tables::default(), DEFAULT_BUDGET);
/// assert_eq!(ask(&one_or_two, &number), Inclusion::Yes);
/// assert_eq!(ask(&number, &one_or_two), Inclusion::No(Value::Float64(0.0)));
/// # Ok::<(), convex_ops::Error>(())
/// ```
#[must_use]
pub fn subset(a: &Validator, b: &Validator, reader: Reader, tables: &Tables, budget: u64) -> Inclusion {
    let tables = complete(tables, [a, b]);
    let mut search = Search { checker: Checker::new(&tables, reader), tables: &tables, reader, fuel: budget };
    match search.escape(&[a], &[b]) {
        Ok(None) => Inclusion::Yes,
        Ok(Some(witness)) => {
            let allowed = Checker::new(&tables, Reader::Closed).accepts(a, &witness);
            let confirmed = allowed && !search.checker.accepts(b, &witness);
            debug_assert!(confirmed, "witness {witness:?} for {a} in {b}");
            if confirmed { Inclusion::No(witness) } else { Inclusion::Undecided }
        }
        Err(OutOfSteps) => Inclusion::Undecided,
    }
}

/// Numbers tables as a new deployment would: from 10,001 on, in name order.
#[must_use]
pub fn number_tables(names: impl IntoIterator<Item = Name>) -> Tables {
    add_numbers(Tables::default(), names)
}

/// The tables with a number for each that the validators name.
pub(crate) fn complete<'t, 'v>(
    tables: &'t Tables,
    validators: impl IntoIterator<Item = &'v Validator>,
) -> Cow<'t, Tables> {
    let mut missing: Vec<Name> = Vec::new();
    for validator in validators {
        validator.visit(&mut |part| match part {
            Validator::Id(table) if tables.number(table).is_none() => missing.push(table.clone()),
            _ => {}
        });
    }
    if missing.is_empty() { Cow::Borrowed(tables) } else { Cow::Owned(add_numbers(tables.clone(), missing)) }
}

fn add_numbers(mut tables: Tables, names: impl IntoIterator<Item = Name>) -> Tables {
    let names: std::collections::BTreeSet<Name> = names.into_iter().collect();
    let mut next = 10_001;
    for name in names {
        while tables.name(next).is_some() {
            next += 1;
        }
        tables.insert(name, next);
    }
    tables
}

/// The kinds that `any` is the union of.
static KINDS: LazyLock<[Validator; 8]> = LazyLock::new(|| {
    [
        Validator::Null,
        Validator::Boolean,
        Validator::Float64,
        Validator::Int64,
        Validator::String,
        Validator::Bytes,
        Validator::Array(Box::new(Validator::Any)),
        Validator::any_object(),
    ]
});

#[derive(Debug)]
struct OutOfSteps;

type Answer<T> = Result<T, OutOfSteps>;

struct Search<'t> {
    checker: Checker<'t>,
    tables: &'t Tables,
    reader: Reader,
    fuel: u64,
}

impl<'t> Search<'t> {
    fn steps(&mut self, count: usize) -> Answer<()> {
        self.fuel = self.fuel.checked_sub(count as u64).ok_or(OutOfSteps)?;
        Ok(())
    }

    /// A value of one of `members` that is in none of `alternatives`.
    fn escape(&mut self, members: &[&Validator], alternatives: &[&Validator]) -> Answer<Option<Value>> {
        let mut flat = Vec::with_capacity(alternatives.len());
        alternatives.iter().for_each(|alternative| flatten(alternative, &mut flat));
        if flat.iter().any(|alternative| **alternative == Validator::Any) {
            return Ok(None);
        }
        for member in members {
            if let Some(value) = self.escape_member(member, &flat)? {
                return Ok(Some(value));
            }
        }
        Ok(None)
    }

    /// `alternatives` holds no union and no `any`.
    fn escape_member(&mut self, member: &Validator, alternatives: &[&Validator]) -> Answer<Option<Value>> {
        // A glance at an alternative is cheap, but not free.
        self.steps(1 + alternatives.len() / 16)?;
        if alternatives.iter().any(|alternative| is_plainly_in(member, alternative, self.reader)) {
            return Ok(None);
        }
        let covered = |whole: &[&Validator]| alternatives.iter().any(|alternative| whole.contains(alternative));
        match member {
            Validator::Union(members) => self.first(members, alternatives),
            Validator::Any => self.first(&*KINDS, alternatives),
            Validator::Null => self.first_free([Value::Null], alternatives),
            Validator::Boolean => self.first_free([Value::Boolean(false), Value::Boolean(true)], alternatives),
            Validator::Literal(literal) => self.first_free([literal.value().clone()], alternatives),
            Validator::Float64 if covered(&[&Validator::Float64]) => Ok(None),
            Validator::Int64 | Validator::CommitTs if covered(&[&Validator::Int64, &Validator::CommitTs]) => Ok(None),
            Validator::String | Validator::Id(_) if covered(&[&Validator::String]) => Ok(None),
            Validator::Bytes if covered(&[&Validator::Bytes]) => Ok(None),
            Validator::Float64 => self.first_free(fresh::floats(), alternatives),
            Validator::Int64 | Validator::CommitTs => self.first_free(fresh::integers(), alternatives),
            Validator::String => self.first_free(fresh::texts().map(Value::String), alternatives),
            Validator::Bytes => self.first_free([Value::Bytes(Vec::new())], alternatives),
            Validator::Id(table) => {
                let number = self.tables.number(table).unwrap_or_default();
                self.first_free(fresh::ids(number).map(Value::String), alternatives)
            }
            Validator::Array(element) => self.escape_arrays(element, alternatives),
            Validator::Object(_) | Validator::Record(..) => objects::escape(self, member, alternatives),
        }
    }

    fn first<'v>(
        &mut self,
        members: impl IntoIterator<Item = &'v Validator>,
        alternatives: &[&Validator],
    ) -> Answer<Option<Value>> {
        for member in members {
            if let Some(value) = self.escape_member(member, alternatives)? {
                return Ok(Some(value));
            }
        }
        Ok(None)
    }

    /// The first of `values` that no alternative accepts. What is infinite here is refused only finitely often.
    fn first_free(
        &mut self,
        values: impl IntoIterator<Item = Value>,
        alternatives: &[&Validator],
    ) -> Answer<Option<Value>> {
        for value in values {
            self.steps(1)?;
            if !alternatives.iter().any(|alternative| self.checker.accepts(alternative, &value)) {
                return Ok(Some(value));
            }
        }
        Ok(None)
    }

    /// An array escapes each alternative by an element of its own; without alternatives, the empty one does.
    fn escape_arrays(&mut self, element: &Validator, alternatives: &[&Validator]) -> Answer<Option<Value>> {
        let mut elements: Vec<Value> = Vec::new();
        for alternative in alternatives {
            let Validator::Array(accepted) = alternative else { continue };
            if elements.iter().any(|value| !self.checker.accepts(accepted, value)) {
                continue;
            }
            match self.escape(&[element], &[accepted])? {
                Some(value) => elements.push(value),
                None => return Ok(None),
            }
        }
        Ok(Some(Value::Array(elements)))
    }
}

/// The members of a union, and of the unions inside it.
fn flatten<'v>(validator: &'v Validator, members: &mut Vec<&'v Validator>) {
    match validator {
        Validator::Union(inner) => inner.iter().for_each(|member| flatten(member, members)),
        other => members.push(other),
    }
}
