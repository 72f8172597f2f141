//! Objects and records: one value must escape alternatives of both kinds.
//!
//! The value under construction, the [`draft`], has a slot for each field that matters, and entries under fresh keys
//! where it belongs to a record. It starts as small as it can be. While some alternative accepts it, one way to violate
//! that alternative is chosen: leave a required field out, add a field, or change the value of one. All alternatives
//! that are to be violated at one field are escaped by one value of it. A way that leads nowhere is excluded from what
//! comes after it, so the ways that are tried hardly overlap.

mod draft;
mod slot;

use super::search::{Answer, Search};
use crate::schema::Validator;
use crate::value::Value;
use draft::Draft;
use slot::Way;

impl Search<'_> {
    /// A value of `member`, an object or record, that is in none of `alternatives`.
    pub(super) fn escape_objects(&mut self, member: &Validator, alternatives: &[&Validator]) -> Answer<Option<Value>> {
        let alternatives: Vec<&Validator> = alternatives
            .iter()
            .copied()
            .filter(|alternative| matches!(alternative, Validator::Object(_) | Validator::Record(..)))
            .collect();
        let draft = match member {
            Validator::Object(object) => Draft::of_object(self, object)?,
            Validator::Record(keys, values) => Draft::of_record(self, keys, values, &alternatives)?,
            _ => None,
        };
        match draft {
            Some(draft) => solve(self, draft, &alternatives),
            None => Ok(None),
        }
    }
}

/// Depth first; the choices that are open wait in a list, not on the stack, since there can be one for each alternative.
fn solve<'v>(search: &mut Search<'_>, draft: Draft<'v>, alternatives: &[&'v Validator]) -> Answer<Option<Value>> {
    let mut choices: Vec<Choice<'v>> = Vec::new();
    let mut draft = draft;
    loop {
        match advance(search, &mut draft, alternatives)? {
            Progress::Escaped => return Ok(Some(draft.into_value())),
            Progress::Choose(ways) => choices.push(Choice { draft, ways, tried: None }),
            Progress::Stuck => {}
        }
        draft = loop {
            let Some(choice) = choices.last_mut() else { return Ok(None) };
            match choice.next(search)? {
                Some(draft) => break draft,
                None => drop(choices.pop()),
            }
        };
    }
}

/// How far a draft gets without a choice.
enum Progress<'v> {
    /// No alternative accepts it.
    Escaped,
    /// An alternative accepts it, and no way leads out of that.
    Stuck,
    /// There are several ways out, the one to try first at the end.
    Choose(Vec<(usize, Way<'v>)>),
}

fn advance<'v>(search: &mut Search<'_>, draft: &mut Draft<'v>, alternatives: &[&'v Validator]) -> Answer<Progress<'v>> {
    while let Some(alternative) = draft.accepted_by(search, alternatives)? {
        if draft.add_fresh_entry(search, alternative)? {
            continue;
        }
        let mut ways = draft.feasible_ways(search, alternative)?;
        match ways.len() {
            0 => return Ok(Progress::Stuck),
            1 => {
                for (slot, way) in ways {
                    draft.go(search, slot, way)?;
                }
            }
            _ => {
                ways.reverse();
                return Ok(Progress::Choose(ways));
            }
        }
    }
    Ok(Progress::Escaped)
}

/// A draft from which several ways lead on.
struct Choice<'v> {
    draft: Draft<'v>,
    /// The ways that are left, the next one at the end.
    ways: Vec<(usize, Way<'v>)>,
    /// The way that is being tried.
    tried: Option<(usize, Way<'v>)>,
}

impl<'v> Choice<'v> {
    /// The draft that goes the next way, after the one before it led nowhere.
    fn next(&mut self, search: &mut Search<'_>) -> Answer<Option<Draft<'v>>> {
        if let Some((slot, way)) = self.tried.take()
            && (self.ways.is_empty() || !self.draft.exclude(search, slot, way)?)
        {
            return Ok(None);
        }
        while let Some((slot, way)) = self.ways.pop() {
            search.steps(self.draft.slots.len())?;
            let mut draft = self.draft.clone();
            if draft.go(search, slot, way)? {
                self.tried = Some((slot, way));
                return Ok(Some(draft));
            }
        }
        Ok(None)
    }
}
