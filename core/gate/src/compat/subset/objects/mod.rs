//! Objects and records: one value must escape alternatives of both kinds.
//!
//! The value under construction, the [`draft`], has a slot for each relevant field, and entries under fresh keys if it
//! belongs to a record. It starts as small as possible. While some alternative accepts it, one way to violate that
//! alternative is chosen: omit a required field, add a field, or change the value of one. One value escapes all
//! alternatives that are violated at the same field. A failed way is excluded from later attempts, so the attempts
//! hardly overlap.

mod draft;
mod slot;

use super::search::{Answer, Search};
use crate::schema::Validator;
use crate::value::Value;
use draft::Draft;
use slot::Way;

impl Search<'_> {
    /// Finds a value of `member`, an object or record, that no alternative accepts.
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

/// Searches depth first. Open choices are in a list, not on the stack, since each alternative can add one.
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

/// Progress of a draft without a choice.
enum Progress<'v> {
    /// No alternative accepts the draft.
    Escaped,
    /// An alternative accepts the draft, and cannot be violated.
    Stuck,
    /// Several ways to continue, the first one to try at the end.
    Choose(Vec<(usize, Way<'v>)>),
}

fn advance<'v>(search: &mut Search<'_>, draft: &mut Draft<'v>, alternatives: &[&'v Validator]) -> Answer<Progress<'v>> {
    while let Some(alternative) = draft.find_accepting(search, alternatives)? {
        if draft.add_fresh_entry(search, alternative)? {
            continue;
        }
        let mut ways = draft.feasible_ways(search, alternative)?;
        match ways.len() {
            0 => return Ok(Progress::Stuck),
            1 => {
                for (slot, way) in ways {
                    draft.commit(search, slot, way)?;
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

/// A draft with several ways to continue.
struct Choice<'v> {
    draft: Draft<'v>,
    /// Remaining ways, the next one at the end.
    ways: Vec<(usize, Way<'v>)>,
    /// Way of the current attempt.
    tried: Option<(usize, Way<'v>)>,
}

impl<'v> Choice<'v> {
    /// Returns the draft of the next way, after the one before it failed.
    fn next(&mut self, search: &mut Search<'_>) -> Answer<Option<Draft<'v>>> {
        if let Some((slot, way)) = self.tried.take()
            && (self.ways.is_empty() || !self.draft.exclude(search, slot, way)?)
        {
            return Ok(None);
        }
        while let Some((slot, way)) = self.ways.pop() {
            search.steps(self.draft.slots.len())?;
            let mut draft = self.draft.clone();
            if draft.commit(search, slot, way)? {
                self.tried = Some((slot, way));
                return Ok(Some(draft));
            }
        }
        Ok(None)
    }
}
