//! Search for a value of some validators that no other validator accepts, kind by kind.

use std::sync::LazyLock;

use super::fresh;
use super::members::flatten;
use super::plain::is_plainly_in;
use super::search::{Answer, Search};
use crate::schema::Validator;
use crate::value::Value;

/// The kinds that make up `any`.
pub(in crate::compat) static KINDS: LazyLock<[Validator; 8]> = LazyLock::new(|| {
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

impl Search<'_> {
    /// Finds a value of one of `members` that no alternative accepts.
    pub(super) fn escape(&mut self, members: &[&Validator], alternatives: &[&Validator]) -> Answer<Option<Value>> {
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

    /// Finds a value of `member` that no alternative accepts. `alternatives` must not contain unions or `any`.
    fn escape_member(&mut self, member: &Validator, alternatives: &[&Validator]) -> Answer<Option<Value>> {
        // Checking an alternative is cheap, but not free.
        self.steps(1 + alternatives.len() / 16)?;
        if alternatives.iter().any(|alternative| is_plainly_in(member, alternative, self.reader)) {
            return Ok(None);
        }
        if alternatives.iter().copied().any(is_unknown) {
            // An unknown type may accept every value that the others leave.
            let known: Vec<_> = alternatives.iter().copied().filter(|alternative| !is_unknown(alternative)).collect();
            self.depends_on_unknown |= self.escape_member(member, &known)?.is_some();
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
            Validator::Function(_) if covered(&[&Validator::String]) => Ok(None),
            Validator::Function(_) => self.first_free(fresh::handles().map(Value::String), alternatives),
            // Assumed to have values, such as this one.
            Validator::Unknown(_) if alternatives.is_empty() => Ok(Some(Value::Null)),
            Validator::Unknown(_) => {
                self.depends_on_unknown = true;
                Ok(None)
            }
            Validator::Array(element) => self.escape_arrays(element, alternatives),
            Validator::Object(_) | Validator::Record(..) => self.escape_objects(member, alternatives),
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

    /// Returns the first of `values` that no alternative accepts. Infinite supplies end, since only finitely many of
    /// their values are accepted.
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

    /// Finds an array that escapes each alternative by a separate element; without alternatives, the empty array.
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

fn is_unknown(validator: &Validator) -> bool {
    matches!(validator, Validator::Unknown(_))
}
