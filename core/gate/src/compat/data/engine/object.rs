//! Objects with known keys.

use super::node::{Field, Object};
use super::{Recogniser, Step, Stop};

impl<'e> Recogniser<'e, '_> {
    /// Reads an object, whose brace is next, with the fields that the node knows.
    pub(super) fn object(&mut self, object: &'e Object, depth: usize) -> Step {
        self.enter(depth)?;
        self.scan.at += 1;
        let mut seen = 0u128;
        if self.scan.token()? == b'}' {
            self.scan.at += 1;
            return check_required(object, seen);
        }
        let mut next = 0;
        loop {
            let (place, field) = self.field(object, next)?;
            let bit = 1u128 << place;
            if seen & bit != 0 {
                return Err(Stop::Unsure);
            }
            seen |= bit;
            next = place + 1;
            if field.is_id {
                self.system_field(true, depth)?;
            } else {
                self.value(&field.value, depth + 1)?;
            }
            if !self.scan.more(b'}')? {
                return check_required(object, seen);
            }
        }
    }

    /// Reads the next key and its colon. The search starts at `next`, since Convex writes keys in order.
    #[inline]
    pub(super) fn field(&mut self, object: &'e Object, next: usize) -> Step<(usize, &'e Field)> {
        let rest = self.scan.rest();
        let (before, after) = object.fields.split_at_checked(next).unwrap_or((&object.fields, &[]));
        for (index, field) in after.iter().enumerate() {
            if field.key.is_prefix_of(rest) {
                self.scan.at += field.key.quoted.len();
                return Ok((next + index, field));
            }
        }
        for (index, field) in before.iter().enumerate() {
            if field.key.is_prefix_of(rest) {
                self.scan.at += field.key.quoted.len();
                return Ok((index, field));
            }
        }
        self.read_spaced_field(object)
    }

    /// Reads a key with spaces around it, or an unknown one.
    #[cold]
    fn read_spaced_field(&mut self, object: &'e Object) -> Step<(usize, &'e Field)> {
        let name = self.scan.field_name()?;
        match object.fields.iter().enumerate().find(|(_, field)| field.key.name() == name) {
            Some(found) => Ok(found),
            // An undeclared system field: any value is right.
            None if object.document && name.starts_with(b"_") => Err(Stop::Unsure),
            None => Err(Stop::Refused),
        }
    }
}

#[inline]
fn check_required(object: &Object, seen: u128) -> Step {
    if object.required & !seen == 0 { Ok(()) } else { Err(Stop::Refused) }
}
