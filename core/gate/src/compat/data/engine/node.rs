//! Compiled validators.

use super::id::IdNode;

/// Values that a validator accepts.
#[derive(Debug)]
pub(super) enum Node {
    /// Any value.
    Any,
    Null,
    Boolean,
    Float64,
    Int64,
    String,
    Bytes,
    /// A literal string, or an id.
    Text(Text),
    Array(Box<Node>),
    Record(Box<Record>),
    Object(Box<Object>),
    Union(Box<Union>),
    /// No value in plain notation: the plain validator decides.
    Unsupported,
}

/// Strings that a validator accepts.
#[derive(Debug)]
pub(super) enum Text {
    Any,
    Literal(Box<[u8]>),
    Id(IdNode),
    /// A function handle.
    Handle,
}

/// An object with any keys.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) keys: Keys,
    pub(super) values: Node,
    /// True for a document, whose system fields may have any value.
    pub(super) document: bool,
}

/// Keys that a record accepts.
#[derive(Debug)]
pub(super) enum Keys {
    /// Any key that a value may have.
    Any,
    /// One of these.
    Of(Box<[Text]>),
}

/// An object with known keys.
#[derive(Debug)]
pub(super) struct Object {
    /// Fields in name order, at most as many as a mask has bits.
    pub(super) fields: Vec<Field>,
    /// Mask of the required fields.
    pub(super) required: u128,
    /// True for a document, whose system fields may have any value.
    pub(super) document: bool,
}

/// A known key and its value.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) key: Key,
    pub(super) value: Node,
    /// True for the id of the document.
    pub(super) is_id: bool,
}

/// A key and its colon in JSON without spaces: `"name":`.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) quoted: Box<[u8]>,
    /// First bytes of `quoted`, and the mask of those that count.
    head: u128,
    mask: u128,
}

/// Number of bytes compared at once.
const HEAD_LEN: usize = 16;

impl Key {
    /// Creates the key of a name that JSON writes without escapes.
    pub(super) fn new(name: &str) -> Self {
        let quoted = format!("\"{name}\":").into_bytes();
        let mut head = [0; HEAD_LEN];
        let mut mask = [0; HEAD_LEN];
        for ((head, mask), byte) in head.iter_mut().zip(&mut mask).zip(&quoted) {
            (*head, *mask) = (*byte, 0xff);
        }
        Self { quoted: quoted.into(), head: u128::from_le_bytes(head), mask: u128::from_le_bytes(mask) }
    }

    /// Returns the name between the quotes.
    pub(super) fn name(&self) -> &[u8] {
        self.quoted.get(1..self.quoted.len().saturating_sub(2)).unwrap_or_default()
    }

    /// Checks if a text starts with the key and its colon.
    #[inline]
    pub(super) fn is_prefix_of(&self, text: &[u8]) -> bool {
        match text.first_chunk::<HEAD_LEN>() {
            Some(chunk) => {
                (u128::from_le_bytes(*chunk) ^ self.head) & self.mask == 0
                    && (self.quoted.len() <= HEAD_LEN || text.starts_with(&self.quoted))
            }
            None => text.starts_with(&self.quoted),
        }
    }
}

/// Values that at least one member accepts. Kinds that are distinguished by their first byte have separate lists of
/// members.
#[derive(Debug, Default)]
pub(super) struct Union {
    pub(super) null: bool,
    pub(super) yes: bool,
    pub(super) no: bool,
    pub(super) numbers: Numbers,
    pub(super) bytes: bool,
    /// Members in order: the first that accepts decides how an id counts.
    pub(super) texts: Vec<Text>,
    pub(super) arrays: Vec<Node>,
    pub(super) objects: Vec<Node>,
}

/// Numbers that a union accepts.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    pub(super) ints: bool,
    pub(super) floats: bool,
    /// Literals in their only notation.
    pub(super) int_literals: Vec<Box<str>>,
    pub(super) float_literals: Vec<f64>,
}
