//! Value under construction.

use super::slot::{Slot, Violation};
use crate::compat::subset::fresh;
use crate::compat::subset::members::flatten;
use crate::compat::subset::search::{Answer, Search};
use crate::schema::check::Reader;
use crate::schema::{Object, Validator};
use crate::value::limits::is_field_name;
use crate::value::{Fields, Name, Value};

/// A value under construction.
#[derive(Clone)]
pub(super) struct Draft<'v> {
    pub(super) slots: Vec<Slot<'v>>,
    entries: Option<Entries<'v>>,
    // INVARIANT: contains the value of every slot that is present, and the fresh entries.
    fields: Fields,
    /// Next alternative to check: those before it were violated when it was found.
    next: usize,
}

/// Entries of a record under keys that no alternative names.
#[derive(Clone)]
struct Entries<'v> {
    values: &'v Validator,
    smallest: Value,
    /// Validators for each infinite supply of keys: `string`, or an id.
    supplies: Vec<&'v Validator>,
}

impl<'v> Draft<'v> {
    fn new() -> Self {
        Self { slots: Vec::new(), entries: None, fields: Fields::new(), next: 0 }
    }

    /// Creates the smallest object; `None` if a required field has no value.
    pub(super) fn of_object(search: &mut Search<'_>, object: &'v Object) -> Answer<Option<Self>> {
        let mut draft = Self::new();
        for (name, field) in object.iter() {
            let slot = Slot::new(name.clone(), &field.validator, field.optional);
            if !field.optional {
                match search.escape(&slot.members, &[])? {
                    Some(value) => drop(draft.fields.insert(name.clone(), value)),
                    None => return Ok(None),
                }
            }
            draft.slots.push(slot);
        }
        Ok(Some(draft))
    }

    /// Creates the empty record, with a slot for each key that an alternative or the record itself names.
    pub(super) fn of_record(
        search: &mut Search<'_>,
        keys: &'v Validator,
        values: &'v Validator,
        alternatives: &[&'v Validator],
    ) -> Answer<Option<Self>> {
        let mut draft = Self::new();
        let Some(smallest) = search.escape(&[values], &[])? else { return Ok(Some(draft)) };
        let mut supplies = Vec::new();
        flatten(keys, &mut supplies);
        // Nothing is known about the keys of an unknown type.
        search.depends_on_unknown |= supplies.iter().any(|supply| matches!(supply, Validator::Unknown(_)));
        supplies.retain(|supply| {
            matches!(supply, Validator::String | Validator::Id(_) | Validator::Function(_) | Validator::Any)
        });
        draft.entries = (!supplies.is_empty()).then_some(Entries { values, smallest, supplies });
        let mut names = literals(keys);
        for alternative in alternatives {
            match alternative {
                Validator::Object(object) => names.extend(object.iter().map(|(name, _)| name.clone())),
                Validator::Record(keys, _) => names.extend(literals(keys)),
                _ => {}
            }
        }
        names.sort();
        names.dedup();
        names.retain(|name| is_field_name(name) && search.accepts_key(keys, name));
        draft.slots = names.into_iter().map(|name| Slot::new(name, values, true)).collect();
        Ok(Some(draft))
    }

    pub(super) fn into_value(self) -> Value {
        Value::Object(self.fields)
    }

    /// Returns an alternative that accepts the value as it is.
    pub(super) fn find_accepting(
        &mut self,
        search: &mut Search<'_>,
        alternatives: &[&'v Validator],
    ) -> Answer<Option<&'v Validator>> {
        let value = Value::Object(std::mem::take(&mut self.fields));
        let turn = alternatives.iter().enumerate().cycle().skip(self.next).take(alternatives.len());
        let mut found = None;
        for (index, alternative) in turn {
            search.steps(1)?;
            if search.checker.accepts(alternative, &value) {
                self.next = index;
                found = Some(*alternative);
                break;
            }
        }
        if let Value::Object(fields) = value {
            self.fields = fields;
        }
        Ok(found)
    }

    /// Violates an alternative by an entry under a fresh key, if possible. Such an entry conflicts with nothing: more
    /// alternatives refuse it than before, and no other constraint shares its key.
    pub(super) fn add_fresh_entry(&mut self, search: &mut Search<'_>, alternative: &Validator) -> Answer<bool> {
        let Some(entries) = self.entries.clone() else { return Ok(false) };
        for supply in &entries.supplies {
            let key = self.fresh_key(search, supply);
            let value = match alternative {
                Validator::Object(_) if search.reader == Reader::Closed => Some(entries.smallest.clone()),
                Validator::Record(keys, _) if !search.accepts_key(keys, &key) => Some(entries.smallest.clone()),
                Validator::Record(_, values) => search.escape(&[entries.values], &[values])?,
                _ => None,
            };
            if let Some(value) = value {
                self.fields.insert(key, value);
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn fresh_key(&self, search: &Search<'_>, supply: &Validator) -> Name {
        let is_free = |key: &String| {
            !self.fields.contains_key(key.as_str()) && !self.slots.iter().any(|slot| slot.name.as_str() == key)
        };
        let key = match supply {
            Validator::Id(table) => fresh::ids(search.tables.number(table).unwrap_or_default()).find(is_free),
            Validator::Function(_) => fresh::handles().find(is_free),
            _ => fresh::texts().skip(1).find(is_free),
        };
        Name::from(key.unwrap_or_default())
    }

    /// Returns the violations of an alternative, which accepts the value as it is, at a slot.
    pub(super) fn feasible_violations(
        &self,
        search: &mut Search<'_>,
        alternative: &'v Validator,
    ) -> Answer<Vec<(usize, Violation<'v>)>> {
        let mut feasible = Vec::new();
        for (index, slot) in self.slots.iter().enumerate() {
            for violation in slot.violations(search, alternative).into_iter().flatten() {
                if matches!(violation, Violation::Omit) || self.value_for(search, slot, violation)?.is_some() {
                    feasible.push((index, violation));
                }
            }
        }
        Ok(feasible)
    }

    /// Finds a value of the slot that satisfies a violation and all earlier ones.
    fn value_for(&self, search: &mut Search<'_>, slot: &Slot<'v>, violation: Violation<'v>) -> Answer<Option<Value>> {
        match violation {
            Violation::Omit => Ok(None),
            Violation::Include => search.escape(&slot.members, &slot.escapes),
            Violation::Escape(validator) => {
                let escapes: Vec<&Validator> = slot.escapes.iter().copied().chain([validator]).collect();
                search.escape(&slot.members, &escapes)
            }
        }
    }

    /// Commits to a violation. Returns false if that has become impossible.
    pub(super) fn commit(&mut self, search: &mut Search<'_>, index: usize, violation: Violation<'v>) -> Answer<bool> {
        let Some(slot) = self.slots.get_mut(index) else { return Ok(false) };
        match violation {
            Violation::Omit => slot.may_be_present = false,
            Violation::Include => slot.may_be_absent = false,
            Violation::Escape(validator) => {
                slot.may_be_absent = false;
                slot.escapes.push(validator);
            }
        }
        self.fill(search, index)
    }

    /// Excludes a violation that failed. Returns false if nothing is left.
    pub(super) fn exclude(&mut self, search: &mut Search<'_>, index: usize, violation: Violation<'v>) -> Answer<bool> {
        let Some(slot) = self.slots.get_mut(index) else { return Ok(false) };
        match violation {
            Violation::Omit => slot.may_be_absent = false,
            Violation::Include => slot.may_be_present = false,
            Violation::Escape(validator) => slot.keep(search, validator),
        }
        self.fill(search, index)
    }

    /// Sets a slot to the smallest value that it may have now, or leaves it out if it may be absent. Returns false if
    /// no value is left.
    fn fill(&mut self, search: &mut Search<'_>, index: usize) -> Answer<bool> {
        let Some(slot) = self.slots.get_mut(index) else { return Ok(false) };
        let is_present = self.fields.contains_key(&slot.name);
        if slot.may_be_absent && !is_present {
            return Ok(true);
        }
        let value = if slot.may_be_present { search.escape(&slot.members, &slot.escapes)? } else { None };
        slot.may_be_present = value.is_some();
        match value {
            Some(value) => drop(self.fields.insert(slot.name.clone(), value)),
            None => drop(self.fields.remove(&slot.name)),
        }
        Ok(slot.may_be_present || slot.may_be_absent)
    }
}

/// Returns the keys that the validator of a record's keys names one by one.
fn literals(keys: &Validator) -> Vec<Name> {
    let mut members = Vec::new();
    flatten(keys, &mut members);
    let name = |member: &&Validator| match member {
        Validator::Literal(literal) => literal.value().as_str().map(Name::from),
        _ => None,
    };
    members.iter().filter_map(name).collect()
}
