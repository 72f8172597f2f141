//! Validators in a canonical byte form: equal validators have equal bytes.
//!
//! A large backend has millions of validators, and a check inspects only those that differ between two versions. Bytes
//! are read from JSON without a tree, take a tenth of its size, and are compared at the speed of memory.

mod read;
pub(super) mod tag;
mod write;

use std::fmt;
use std::sync::OnceLock;

use super::Validator;

pub(super) use read::{read, read_fields};
pub(super) use write::{write_fields, write_literal, write_text};

/// A validator as bytes, and as a tree that is built on first use.
#[derive(Clone)]
pub struct PackedValidator {
    // INVARIANT: written by this module or by the JSON parser, so that the bytes can be decoded.
    bytes: Box<[u8]>,
    tree: OnceLock<Validator>,
}

impl PackedValidator {
    /// Packs a validator.
    pub fn new(validator: &Validator) -> Self {
        let mut bytes = Vec::with_capacity(256);
        validator.write(&mut bytes);
        Self::from_bytes(bytes)
    }

    pub(super) fn from_bytes(bytes: Vec<u8>) -> Self {
        Self { bytes: bytes.into(), tree: OnceLock::new() }
    }

    /// Returns the validator as a tree.
    pub fn get(&self) -> &Validator {
        self.tree.get_or_init(|| read(&self.bytes))
    }

    /// Checks if it may have a type that this version does not know. False is certain. Without unpacking.
    pub fn may_be_unknown(&self) -> bool {
        self.bytes.contains(&tag::UNKNOWN)
    }

    /// Checks if it is an object, or a type that this version does not know, without unpacking.
    pub fn may_be_object(&self) -> bool {
        matches!(self.bytes.first(), Some(&tag::OBJECT | &tag::UNKNOWN))
    }

    /// Checks if it is `any`, without unpacking.
    pub fn is_any(&self) -> bool {
        *self.bytes == [tag::ANY]
    }
}

impl PartialEq for PackedValidator {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl fmt::Debug for PackedValidator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(f)
    }
}
