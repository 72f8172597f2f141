//! Objects and records: one value must escape alternatives of both kinds.
//!
//! The value under construction has a slot for each field that matters, and entries under fresh keys where it belongs
//! to a record. It starts as small as it can be. While some alternative accepts it, one way to violate that
//! alternative is chosen: leave a required field out, add a field, or change the value of one. All alternatives that
//! are to be violated at one field are escaped by one value of it. A way that leads nowhere is excluded from what comes
//! after it, so the ways that are tried never overlap.

use super::{Answer, OutOfSteps, Search, flatten, fresh};
use crate::schema::check::Reader;
use crate::schema::{Object, Validator};
use crate::value::limits::is_field_name;
use crate::value::{Fields, Name, Value};

/// Choices that wait for others' outcome; each holds a frame of the stack.
const MAX_OPEN_CHOICES: usize = 200;

/// A value of `member`, an object or record, that is in none of `alternatives`.
pub(super) fn escape(
    search: &mut Search<'_>,
    member: &Validator,
    alternatives: &[&Validator],
) -> Answer<Option<Value>> {
    let alternatives: Vec<&Validator> = alternatives
        .iter()
        .copied()
        .filter(|alternative| matches!(alternative, Validator::Object(_) | Validator::Record(..)))
        .collect();
    let draft = match member {
        Validator::Object(object) => Draft::of_object(search, object)?,
        Validator::Record(keys, values) => Draft::of_record(search, keys, values, &alternatives)?,
        _ => None,
    };
    match draft {
        Some(draft) => draft.solve(search, &alternatives, 0),
        None => Ok(None),
    }
}

/// A value under construction.
#[derive(Clone)]
struct Draft<'v> {
    slots: Vec<Slot<'v>>,
    entries: Option<Entries<'v>>,
    // INVARIANT: holds the value of every slot that is present, and the fresh entries.
    fields: Fields,
}

/// A field that alternatives can tell from others.
#[derive(Clone)]
struct Slot<'v> {
    name: Name,
    /// The members of its type that its value may still come from.
    members: Vec<&'v Validator>,
    /// What its value must be none of.
    escapes: Vec<&'v Validator>,
    may_be_absent: bool,
    may_be_present: bool,
}

/// Entries of a record under keys that no alternative names.
#[derive(Clone)]
struct Entries<'v> {
    values: &'v Validator,
    smallest: Value,
    /// A validator for each infinite supply of keys: `string`, or an id.
    supplies: Vec<&'v Validator>,
}

/// A way to violate an alternative at a slot.
#[derive(Clone, Copy)]
enum Way<'v> {
    /// Leave the field out.
    Leave,
    /// Have the field.
    Have,
    /// Have the field with a value outside of this.
    Escape(&'v Validator),
}

impl<'v> Draft<'v> {
    /// The smallest object; none where a required field has no value.
    fn of_object(search: &mut Search<'_>, object: &'v Object) -> Answer<Option<Self>> {
        let mut draft = Self { slots: Vec::with_capacity(object.len()), entries: None, fields: Fields::new() };
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

    /// The empty record, with a slot for each key that an alternative, or the record itself, names.
    fn of_record(
        search: &mut Search<'_>,
        keys: &'v Validator,
        values: &'v Validator,
        alternatives: &[&'v Validator],
    ) -> Answer<Option<Self>> {
        let mut draft = Self { slots: Vec::new(), entries: None, fields: Fields::new() };
        let Some(smallest) = search.escape(&[values], &[])? else { return Ok(Some(draft)) };
        let mut supplies = Vec::new();
        flatten(keys, &mut supplies);
        supplies.retain(|supply| matches!(supply, Validator::String | Validator::Id(_) | Validator::Any));
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
        names.retain(|name| is_field_name(name) && search.checker.accepts_key(keys, name));
        draft.slots = names.into_iter().map(|name| Slot::new(name, values, true)).collect();
        Ok(Some(draft))
    }

    fn solve(
        mut self,
        search: &mut Search<'_>,
        alternatives: &[&'v Validator],
        open_choices: usize,
    ) -> Answer<Option<Value>> {
        if open_choices > MAX_OPEN_CHOICES {
            return Err(OutOfSteps);
        }
        loop {
            let value = Value::Object(std::mem::take(&mut self.fields));
            let accepting = self.first_accepting(search, alternatives, &value)?;
            let Value::Object(fields) = value else { return Ok(None) };
            let Some(alternative) = accepting else { return Ok(Some(Value::Object(fields))) };
            self.fields = fields;
            if self.add_fresh_entry(search, alternative)? {
                continue;
            }
            let mut ways = self.feasible_ways(search, alternative)?;
            let Some((last_slot, last_way, mut last_value)) = ways.pop() else { return Ok(None) };
            for (slot, way, value) in ways {
                let mut branch = self.clone();
                branch.take(slot, way, value);
                if let Some(witness) = branch.solve(search, alternatives, open_choices + 1)? {
                    return Ok(Some(witness));
                }
                if !self.exclude(search, slot, way)? {
                    return Ok(None);
                }
                if last_value.is_some() && slot == last_slot {
                    // The exclusion may have taken the value away.
                    last_value = self.value_for(search, last_slot, last_way)?;
                    if last_value.is_none() {
                        return Ok(None);
                    }
                }
            }
            self.take(last_slot, last_way, last_value);
        }
    }

    fn first_accepting(
        &self,
        search: &mut Search<'_>,
        alternatives: &[&'v Validator],
        value: &Value,
    ) -> Answer<Option<&'v Validator>> {
        for alternative in alternatives {
            search.step()?;
            if search.checker.accepts(alternative, value) {
                return Ok(Some(alternative));
            }
        }
        Ok(None)
    }

    /// Violates an alternative by an entry under a fresh key, if that is possible. Such an entry stands in nobody's
    /// way: it is refused by more alternatives than before, and shares its key with no other constraint.
    fn add_fresh_entry(&mut self, search: &mut Search<'_>, alternative: &Validator) -> Answer<bool> {
        let Some(entries) = self.entries.clone() else { return Ok(false) };
        for supply in &entries.supplies {
            let key = self.fresh_key(search, supply);
            let value = match alternative {
                Validator::Object(_) if search.reader == Reader::Closed => Some(entries.smallest.clone()),
                Validator::Record(keys, _) if !search.checker.accepts_key(keys, &key) => Some(entries.smallest.clone()),
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
            _ => fresh::texts().skip(1).find(is_free),
        };
        Name::from(key.unwrap_or_default())
    }

    /// The ways in which an alternative, which accepts the value as it is, can be violated at a slot.
    fn feasible_ways(
        &self,
        search: &mut Search<'_>,
        alternative: &'v Validator,
    ) -> Answer<Vec<(usize, Way<'v>, Option<Value>)>> {
        let mut feasible = Vec::new();
        for (index, slot) in self.slots.iter().enumerate() {
            for way in slot.ways(search, alternative).into_iter().flatten() {
                if matches!(way, Way::Leave) {
                    feasible.push((index, way, None));
                } else if let Some(value) = self.value_for(search, index, way)? {
                    feasible.push((index, way, Some(value)));
                }
            }
        }
        Ok(feasible)
    }

    /// A value of the slot that goes a way, and all that were taken before.
    fn value_for(&self, search: &mut Search<'_>, slot: usize, way: Way<'v>) -> Answer<Option<Value>> {
        let Some(slot) = self.slots.get(slot).filter(|slot| slot.may_be_present) else { return Ok(None) };
        let mut escapes = slot.escapes.clone();
        if let Way::Escape(validator) = way {
            escapes.push(validator);
        }
        search.escape(&slot.members, &escapes)
    }

    fn take(&mut self, slot: usize, way: Way<'v>, value: Option<Value>) {
        let Some(slot) = self.slots.get_mut(slot) else { return };
        match way {
            Way::Leave => slot.may_be_present = false,
            Way::Have => slot.may_be_absent = false,
            Way::Escape(validator) => {
                slot.may_be_absent = false;
                slot.escapes.push(validator);
            }
        }
        match value {
            Some(value) => drop(self.fields.insert(slot.name.clone(), value)),
            None => drop(self.fields.remove(&slot.name)),
        }
    }

    /// Excludes a way that led nowhere; false, where nothing is left.
    fn exclude(&mut self, search: &mut Search<'_>, index: usize, way: Way<'v>) -> Answer<bool> {
        let Some(slot) = self.slots.get_mut(index) else { return Ok(false) };
        match way {
            Way::Leave => slot.may_be_absent = false,
            Way::Have => slot.may_be_present = false,
            Way::Escape(validator) => {
                // Single values can be told apart for good; what is bigger stays, which is sound.
                let checker = &search.checker;
                slot.members.retain(|member| match member {
                    Validator::Literal(literal) => checker.accepts(validator, literal.value()),
                    Validator::Null => checker.accepts(validator, &Value::Null),
                    _ => true,
                });
            }
        }
        if slot.may_be_absent && !slot.may_be_present {
            self.fields.remove(&slot.name);
            return Ok(true);
        }
        let is_there = self.fields.contains_key(&slot.name);
        if slot.may_be_absent && !is_there {
            return Ok(true);
        }
        let name = slot.name.clone();
        match self.value_for(search, index, Way::Have)? {
            Some(value) => {
                self.fields.insert(name, value);
                Ok(true)
            }
            None => {
                let Some(slot) = self.slots.get_mut(index) else { return Ok(false) };
                slot.may_be_present = false;
                self.fields.remove(&name);
                Ok(slot.may_be_absent)
            }
        }
    }
}

impl<'v> Slot<'v> {
    fn new(name: Name, validator: &'v Validator, optional: bool) -> Self {
        let mut members = Vec::new();
        flatten(validator, &mut members);
        Self { name, members, escapes: Vec::new(), may_be_absent: optional, may_be_present: true }
    }

    /// How an alternative can be violated here, the smaller value first.
    fn ways(&self, search: &Search<'_>, alternative: &'v Validator) -> [Option<Way<'v>>; 2] {
        let present = |way| Some(way).filter(|_| self.may_be_present);
        match alternative {
            Validator::Object(object) => match object.get(&self.name) {
                Some(field) => [
                    Some(Way::Leave).filter(|_| self.may_be_absent && !field.optional),
                    present(Way::Escape(&field.validator)),
                ],
                None => [None, present(Way::Have).filter(|_| search.reader == Reader::Closed)],
            },
            Validator::Record(keys, values) => {
                let known = search.checker.accepts_key(keys, &self.name);
                [None, present(if known { Way::Escape(values) } else { Way::Have })]
            }
            _ => [None, None],
        }
    }
}

/// The keys that the validator of a record's keys names one by one.
fn literals(keys: &Validator) -> Vec<Name> {
    let mut members = Vec::new();
    flatten(keys, &mut members);
    let name = |member: &&Validator| match member {
        Validator::Literal(literal) => literal.value().as_str().map(Name::from),
        _ => None,
    };
    members.iter().filter_map(name).collect()
}
