//! The implementations to compare with.

use std::hint::black_box;
use std::io::Read;

use convex_ops::schema::Validator;
use convex_ops::value::{DocumentId, Value};
use flate2::read::DeflateDecoder;
use serde_json::Value as Json;

/// Parses each line to a `sonic_rs::Value`.
pub(crate) fn sonic(lines: &[u8]) {
    for line in split(lines) {
        black_box(sonic_rs::from_slice::<sonic_rs::Value>(line).unwrap());
    }
}

/// Parses each line to a `serde_json::Value`, validates it recursively, and returns the number of invalid lines.
pub(crate) fn tree(lines: &[u8], validator: &Validator) -> u64 {
    let refused = |line| !accepts_document(validator, &serde_json::from_slice(line).unwrap());
    split(lines).filter(|line| refused(line)).count() as u64
}

/// Parses each line to a `serde_json::Value`, validates it with `jsonschema`, and returns the number of invalid lines.
pub(crate) fn json_schema(lines: &[u8], schema: &jsonschema::Validator) -> u64 {
    let refused = |line: &&[u8]| !schema.is_valid(&serde_json::from_slice(line).unwrap());
    split(lines).filter(refused).count() as u64
}

/// Unpacks entries of a zip and returns the number of bytes.
pub(crate) fn inflate(entries: &[Vec<u8>]) -> u64 {
    let mut buffer = vec![0; 256 << 10];
    let mut total = 0;
    for entry in entries {
        let mut stream = DeflateDecoder::new(entry.as_slice());
        loop {
            let len = stream.read(&mut buffer).unwrap();
            if len == 0 {
                break;
            }
            total += len as u64;
        }
    }
    total
}

/// Number of steps of a computation without memory accesses.
const STEPS: u64 = 300_000_000;

/// Splits a computation between threads, to measure the best possible speedup.
pub(crate) fn arithmetic(threads: u64) {
    let sum = || {
        let step = |sum: [u64; 4], step| sum.map(|sum| sum.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ step);
        black_box((0..STEPS / threads).fold([1, 2, 3, 4], step));
    };
    std::thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(sum))));
}

fn split(lines: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = lines;
    std::iter::from_fn(move || {
        let end = memchr::memchr(b'\n', rest)?;
        let line = &rest[..end];
        rest = &rest[end + 1..];
        Some(line)
    })
}

fn accepts_document(validator: &Validator, json: &Json) -> bool {
    let (Validator::Object(object), Json::Object(fields)) = (validator, json) else { return false };
    let known = object.iter().filter(|(name, _)| fields.contains_key(name.as_str())).count();
    let system = fields.keys().filter(|name| name.starts_with('_')).count();
    known + system == fields.len()
        && object.iter().all(|(name, field)| match fields.get(name.as_str()) {
            Some(value) => accepts(&field.validator, value),
            None => field.optional,
        })
}

fn accepts(validator: &Validator, json: &Json) -> bool {
    match (validator, json) {
        (Validator::Any, _) | (Validator::Null, Json::Null) | (Validator::Boolean, Json::Bool(_)) => true,
        (Validator::String, Json::String(_)) => true,
        (Validator::Float64, Json::Number(number)) => number.is_f64(),
        (Validator::Int64, Json::Number(number)) => number.is_i64(),
        (Validator::Id(_), Json::String(text)) => DocumentId::decode(text).is_some(),
        (Validator::Bytes, Json::Object(fields)) => fields.len() == 1 && fields.contains_key("$bytes"),
        (Validator::Literal(literal), Json::String(text)) => *literal.value() == Value::from(text.as_str()),
        (Validator::Array(element), Json::Array(elements)) => elements.iter().all(|value| accepts(element, value)),
        (Validator::Record(_, values), Json::Object(fields)) => fields.values().all(|value| accepts(values, value)),
        (Validator::Object(object), Json::Object(fields)) => {
            let known = object.iter().filter(|(name, _)| fields.contains_key(name.as_str())).count();
            known == fields.len()
                && object.iter().all(|(name, field)| match fields.get(name.as_str()) {
                    Some(value) => accepts(&field.validator, value),
                    None => field.optional,
                })
        }
        (Validator::Union(members), json) => members.iter().any(|member| accepts(member, json)),
        _ => false,
    }
}
