//! Protocol Buffers message inside an admin key. With five fields, it needs no generated code.

use super::AdminIdentity;

/// `AdminKey` of `convex_keys.proto`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Message {
    /// Field 1. Unset in current keys, whose name is outside the message.
    pub(super) instance_name: Option<String>,
    /// Field 2.
    pub(super) issued_s: u64,
    /// Field 3 for a member, field 4 for the system.
    pub(super) identity: Option<AdminIdentity>,
    /// Field 5.
    pub(super) read_only: bool,
    /// Field 1000, which Convex does not have: the token that the key was obtained with.
    pub(super) token: Option<u64>,
}

/// Number of the field for the token, far from those that Convex may add.
const TOKEN: u64 = 1_000;

const VARINT: u64 = 0;
const FIXED_64: u64 = 1;
const LENGTH_DELIMITED: u64 = 2;
const FIXED_32: u64 = 5;

impl Message {
    pub(super) fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        if let Some(name) = &self.instance_name {
            push_varint(&mut bytes, 1 << 3 | LENGTH_DELIMITED);
            push_varint(&mut bytes, name.len() as u64);
            bytes.extend_from_slice(name.as_bytes());
        }
        if self.issued_s != 0 {
            push_varint(&mut bytes, 2 << 3 | VARINT);
            push_varint(&mut bytes, self.issued_s);
        }
        match self.identity {
            // A `oneof` field is written even if it is 0.
            Some(AdminIdentity::Member(id)) => {
                push_varint(&mut bytes, 3 << 3 | VARINT);
                push_varint(&mut bytes, id);
            }
            Some(AdminIdentity::System) => {
                push_varint(&mut bytes, 4 << 3 | LENGTH_DELIMITED);
                push_varint(&mut bytes, 0);
            }
            None => {}
        }
        if self.read_only {
            push_varint(&mut bytes, 5 << 3 | VARINT);
            push_varint(&mut bytes, 1);
        }
        if let Some(token) = self.token {
            push_varint(&mut bytes, TOKEN << 3 | VARINT);
            push_varint(&mut bytes, token);
        }
        bytes
    }

    /// Decodes a message. Unknown fields are ignored.
    pub(super) fn decode(mut bytes: &[u8]) -> Option<Self> {
        let mut message = Self { instance_name: None, issued_s: 0, identity: None, read_only: false, token: None };
        while !bytes.is_empty() {
            let tag = take_varint(&mut bytes)?;
            match (tag >> 3, tag & 7) {
                (1, LENGTH_DELIMITED) => {
                    message.instance_name = Some(String::from_utf8(take_chunk(&mut bytes)?.to_vec()).ok()?);
                }
                (2, VARINT) => message.issued_s = take_varint(&mut bytes)?,
                (3, VARINT) => message.identity = Some(AdminIdentity::Member(take_varint(&mut bytes)?)),
                (4, LENGTH_DELIMITED) => {
                    take_chunk(&mut bytes)?;
                    message.identity = Some(AdminIdentity::System);
                }
                (5, VARINT) => message.read_only = take_varint(&mut bytes)? != 0,
                (TOKEN, VARINT) => message.token = Some(take_varint(&mut bytes)?),
                (0, _) => return None,
                (_, wire_type) => skip(&mut bytes, wire_type)?,
            }
        }
        Some(message)
    }
}

fn push_varint(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn take_varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

fn take_chunk<'a>(bytes: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = usize::try_from(take_varint(bytes)?).ok()?;
    let (chunk, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    Some(chunk)
}

fn skip(bytes: &mut &[u8], wire_type: u64) -> Option<()> {
    let length = match wire_type {
        VARINT => return take_varint(bytes).map(drop),
        LENGTH_DELIMITED => return take_chunk(bytes).map(drop),
        FIXED_64 => 8,
        FIXED_32 => 4,
        _ => return None,
    };
    *bytes = bytes.split_at_checked(length)?.1;
    Some(())
}
