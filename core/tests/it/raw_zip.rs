//! Builds zips byte by byte, possibly invalid ones.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::DeflateEncoder;

const STORED: u16 = 0;
const DEFLATED: u16 = 8;
/// Value of a field whose real value is in the zip64 extra field.
const ELSEWHERE: u32 = u32::MAX;

/// One entry: its bytes, and its metadata.
#[derive(Clone)]
pub(crate) struct Part {
    pub(crate) name: Vec<u8>,
    /// Name in the entry's own header.
    pub(crate) own_name: Vec<u8>,
    pub(crate) flags: u16,
    pub(crate) method: u16,
    pub(crate) checksum: u32,
    pub(crate) len: u64,
    pub(crate) packed: Vec<u8>,
    /// Offset of the entry in the directory, if not the real one.
    pub(crate) at: Option<u32>,
}

impl Part {
    pub(crate) fn stored(name: &str, text: &[u8]) -> Self {
        let mut checksum = flate2::Crc::new();
        checksum.update(text);
        Self {
            name: name.into(),
            own_name: name.into(),
            flags: 0,
            method: STORED,
            checksum: checksum.sum(),
            len: text.len() as u64,
            packed: text.to_vec(),
            at: None,
        }
    }

    pub(crate) fn deflated(name: &str, text: &[u8]) -> Self {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text).unwrap();
        Self { method: DEFLATED, packed: encoder.finish().unwrap(), ..Self::stored(name, text) }
    }

    fn header(&self, name: &[u8], zip64: bool) -> Vec<u8> {
        let mut bytes = Vec::new();
        let version: u16 = if zip64 { 45 } else { 20 };
        for field in [version, self.flags, self.method, 0, 0] {
            bytes.extend(field.to_le_bytes());
        }
        let small = |len: u64| if zip64 { ELSEWHERE } else { u32::try_from(len).unwrap() };
        for field in [self.checksum, small(self.packed.len() as u64), small(self.len)] {
            bytes.extend(field.to_le_bytes());
        }
        bytes.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        bytes
    }

    fn extra(&self, at: Option<u64>, zip64: bool) -> Vec<u8> {
        if !zip64 {
            return Vec::new();
        }
        let values = [Some(self.len), Some(self.packed.len() as u64), at];
        let values: Vec<u8> = values.into_iter().flatten().flat_map(u64::to_le_bytes).collect();
        let mut bytes = vec![1, 0];
        bytes.extend(u16::try_from(values.len()).unwrap().to_le_bytes());
        bytes.extend(values);
        bytes
    }
}

/// Builds the zip of these parts.
pub(crate) fn zip(parts: &[Part]) -> Vec<u8> {
    write(parts, false)
}

/// Builds the zip with the long forms of all lengths and offsets.
pub(crate) fn zip64(parts: &[Part]) -> Vec<u8> {
    write(parts, true)
}

fn write(parts: &[Part], zip64: bool) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut directory = Vec::new();
    for part in parts {
        let at = part.at.map_or(bytes.len() as u64, u64::from);
        bytes.extend(b"PK\x03\x04");
        bytes.extend(part.header(&part.own_name, zip64));
        let extra = part.extra(None, zip64);
        bytes.extend(u16::try_from(extra.len()).unwrap().to_le_bytes());
        bytes.extend(part.own_name.iter().chain(&extra).chain(&part.packed));

        directory.extend(b"PK\x01\x02\x14\x03");
        directory.extend(part.header(&part.name, zip64));
        let extra = part.extra(Some(at), zip64);
        directory.extend(u16::try_from(extra.len()).unwrap().to_le_bytes());
        directory.extend([0; 10]);
        directory.extend((if zip64 { ELSEWHERE } else { u32::try_from(at).unwrap() }).to_le_bytes());
        directory.extend(part.name.iter().chain(&extra));
    }
    let (start, len, count) = (bytes.len() as u64, directory.len() as u64, parts.len() as u64);
    bytes.extend(directory);
    if zip64 {
        let end = bytes.len() as u64;
        bytes.extend(b"PK\x06\x06");
        bytes.extend(44u64.to_le_bytes());
        bytes.extend([45, 3, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        bytes.extend([count, count, len, start].into_iter().flat_map(u64::to_le_bytes));
        bytes.extend(b"PK\x06\x07\0\0\0\0");
        bytes.extend(end.to_le_bytes());
        bytes.extend(1u32.to_le_bytes());
    }
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    // Without zip64, only the last 16 bits of the number fit.
    let count = if zip64 { u16::MAX } else { count as u16 };
    bytes.extend([count, count].into_iter().flat_map(u16::to_le_bytes));
    let small = |value: u64| if zip64 { ELSEWHERE } else { u32::try_from(value).unwrap() };
    bytes.extend([small(len), small(start)].into_iter().flat_map(u32::to_le_bytes));
    bytes.extend([0; 2]);
    bytes
}
