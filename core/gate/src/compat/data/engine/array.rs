//! Arrays.

use super::node::Node;
use super::{Recogniser, Step, Stop};
use crate::value::limits::MAX_ARRAY_LEN;

impl<'e> Recogniser<'e, '_> {
    /// Reads an array, whose bracket is next, with elements that the node accepts.
    pub(super) fn array(&mut self, element: &'e Node, depth: usize) -> Step {
        self.enter(depth)?;
        self.scan.at += 1;
        if self.scan.token()? == b']' {
            self.scan.at += 1;
            return Ok(());
        }
        for _ in 0..MAX_ARRAY_LEN {
            self.value(element, depth + 1)?;
            if !self.scan.more(b']')? {
                return Ok(());
            }
        }
        Err(Stop::Unsure)
    }
}
