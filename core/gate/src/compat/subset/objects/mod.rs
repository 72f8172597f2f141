//! Objects and records: one value must escape alternatives of both kinds.
//!
//! The value under construction, the [`draft`], has a slot for each relevant field, and entries under fresh keys if it
//! belongs to a record. It starts as small as possible. While some alternative accepts it, one violation of that
//! alternative is chosen: omit a required field, add a field, or change the value of one. One value escapes all
//! alternatives that are violated at the same field. A failed violation is excluded from later attempts, so the attempts
//! hardly overlap.

mod draft;
mod slot;

use super::search::{Answer, Search};
use crate::schema::Validator;
use crate::value::Value;
use draft::Draft;
use slot::Violation;

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
            Some(draft) => search_drafts(self, draft, &alternatives),
            None => Ok(None),
        }
    }
}

/// Searches depth first. Open choices are in a list, not on the stack, since each alternative can add one.
fn search_drafts<'v>(
    search: &mut Search<'_>,
    draft: Draft<'v>,
    alternatives: &[&'v Validator],
) -> Answer<Option<Value>> {
    let mut choices: Vec<Branch<'v>> = Vec::new();
    let mut draft = draft;
    loop {
        match advance(search, &mut draft, alternatives)? {
            Progress::Escaped => return Ok(Some(draft.into_value())),
            Progress::Choose(violations) => choices.push(Branch { draft, violations, tried: None }),
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
    /// Several possible violations, the first one to try at the end.
    Choose(Vec<(usize, Violation<'v>)>),
}

fn advance<'v>(search: &mut Search<'_>, draft: &mut Draft<'v>, alternatives: &[&'v Validator]) -> Answer<Progress<'v>> {
    while let Some(alternative) = draft.find_accepting(search, alternatives)? {
        if draft.add_fresh_entry(search, alternative)? {
            continue;
        }
        let mut violations = draft.feasible_violations(search, alternative)?;
        match violations.len() {
            0 => return Ok(Progress::Stuck),
            1 => {
                for (slot, violation) in violations {
                    draft.commit(search, slot, violation)?;
                }
            }
            _ => {
                violations.reverse();
                return Ok(Progress::Choose(violations));
            }
        }
    }
    Ok(Progress::Escaped)
}

/// A draft with several possible violations.
struct Branch<'v> {
    draft: Draft<'v>,
    /// Remaining violations, the next one at the end.
    violations: Vec<(usize, Violation<'v>)>,
    /// Violation of the current attempt.
    tried: Option<(usize, Violation<'v>)>,
}

impl<'v> Branch<'v> {
    /// Returns the draft of the next violation, after the one before it failed.
    fn next(&mut self, search: &mut Search<'_>) -> Answer<Option<Draft<'v>>> {
        if let Some((slot, violation)) = self.tried.take()
            && (self.violations.is_empty() || !self.draft.exclude(search, slot, violation)?)
        {
            return Ok(None);
        }
        while let Some((slot, violation)) = self.violations.pop() {
            search.steps(self.draft.slots.len())?;
            let mut draft = self.draft.clone();
            if draft.commit(search, slot, violation)? {
                self.tried = Some((slot, violation));
                return Ok(Some(draft));
            }
        }
        Ok(None)
    }
}
