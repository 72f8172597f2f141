//! Values of any kind.

use super::node::{Keys, Node, Record};
use super::{Recogniser, Step, Stop};

pub(super) static ANY: Node = Node::Any;
static ANY_OBJECT: Record = Record { keys: Keys::Any, values: Node::Any, document: false };

impl Recogniser<'_, '_> {
    /// Reads any value; its first byte is known.
    pub(super) fn any(&mut self, first: u8, depth: usize) -> Step {
        match first {
            b'"' => self.scan.string().map(drop),
            b'-' | b'0'..=b'9' => self.scan.number().map(drop),
            b'{' if self.scan.is_special() => {
                self.enter(depth)?;
                self.scan.special_object().map(drop)
            }
            b'{' => self.record(&ANY_OBJECT, depth),
            b'[' => self.array(&ANY, depth),
            b't' => self.scan.word(b"true"),
            b'f' => self.scan.word(b"false"),
            b'n' => self.scan.word(b"null"),
            _ => Err(Stop::Unsure),
        }
    }
}
