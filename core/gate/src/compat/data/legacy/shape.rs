//! The shape that an old export inferred for a table.
//!
//! The export wrote it as text: `{"_creationTime": normalfloat64, "_id": id<10001>, "tags"?: array<string> | null}`.

use std::collections::BTreeMap;

use crate::error::{Error, Result};
use crate::value::Name;
use crate::value::limits::is_identifier;

/// Maximum number of levels of a shape. Values have at most 64, and each level of a value is one level of its shape.
const MAX_DEPTH: usize = 128;
/// Maximum length of the text that an error shows.
const MAX_SHOWN: usize = 40;

/// Values of a shape, as far as needed to recover them from text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shape {
    /// Values that are never written as text (null, booleans, ordinary numbers), or no values.
    Plain,
    /// Strings of any kind, ids included.
    String,
    Int64,
    /// One of the infinities.
    Infinity,
    /// Any float64, or a NaN; text is ambiguous.
    Float64,
    Bytes,
    Array(Box<Shape>),
    Object(BTreeMap<Name, Shape>),
    /// The values of a record; its keys are always text.
    Record(Box<Shape>),
    Union(Vec<Shape>),
    /// Every value.
    Unknown,
}

/// The shapes without parts, by their names in the text. No name is the start of a later one.
const LEAVES: [(&str, Shape); 14] = [
    ("never", Shape::Plain),
    ("null", Shape::Plain),
    ("boolean", Shape::Plain),
    ("normalfloat64", Shape::Plain),
    ("-0", Shape::Plain),
    ("int64", Shape::Int64),
    ("-inf", Shape::Infinity),
    ("inf", Shape::Infinity),
    ("NaN", Shape::Float64),
    ("float64", Shape::Float64),
    ("bytes", Shape::Bytes),
    ("field_name", Shape::String),
    ("string", Shape::String),
    ("unknown", Shape::Unknown),
];

impl Shape {
    /// Reads the text of a shape.
    pub(super) fn parse(text: &str) -> Result<Self> {
        let mut parser = Parser { text, rest: text, depth: 0 };
        let shape = parser.union()?;
        if parser.rest.is_empty() { Ok(shape) } else { Err(parser.expected("the end of the shape")) }
    }
}

struct Parser<'a> {
    text: &'a str,
    rest: &'a str,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn take(&mut self, token: &str) -> bool {
        let rest = self.rest.strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn require(&mut self, token: &str) -> Result<()> {
        if self.take(token) { Ok(()) } else { Err(self.expected(&format!("`{token}`"))) }
    }

    fn take_until(&mut self, end: &str) -> Result<&'a str> {
        let (taken, rest) = self.rest.split_once(end).ok_or_else(|| self.expected(&format!("`{end}`")))?;
        self.rest = rest;
        Ok(taken)
    }

    fn expected(&self, what: &str) -> Error {
        let column = self.text.len() - self.rest.len() + 1;
        let found = match self.rest.char_indices().nth(MAX_SHOWN) {
            Some((end, _)) => format!("`{}…`", &self.rest[..end]),
            None if self.rest.is_empty() => "the end".to_owned(),
            None => format!("`{}`", self.rest),
        };
        Error::invalid_input(format!("invalid shape at byte {column}: expected {what}, found {found}"))
            .help("use the `generated_schema.jsonl` that the export contains, or export the data again")
    }

    /// Reads shapes separated by ` | `.
    fn union(&mut self) -> Result<Shape> {
        if self.depth == MAX_DEPTH {
            return Err(Error::invalid_input(format!("invalid shape: more than {MAX_DEPTH} levels")));
        }
        self.depth += 1;
        let first = self.single()?;
        let mut members = vec![first];
        while self.take(" | ") {
            members.push(self.single()?);
        }
        self.depth -= 1;
        Ok(if members.len() == 1 { members.remove(0) } else { Shape::Union(members) })
    }

    fn single(&mut self) -> Result<Shape> {
        if let Some((_, leaf)) = LEAVES.iter().find(|(name, _)| self.take(name)) {
            return Ok(leaf.clone());
        }
        if self.take("{") {
            return self.fields().map(Shape::Object);
        }
        if self.take("array<") {
            let element = self.union()?;
            self.require(">")?;
            return Ok(Shape::Array(Box::new(element)));
        }
        if self.take("record<") {
            self.union()?;
            self.require(", ")?;
            let values = self.union()?;
            self.require(">")?;
            return Ok(Shape::Record(Box::new(values)));
        }
        if self.take("id<") {
            let digits = self.rest.find('>').unwrap_or_default();
            if self.rest[..digits].parse::<u32>().is_err() {
                return Err(self.expected("the number of a table"));
            }
            self.take_until(">")?;
            return Ok(Shape::String);
        }
        // Only identifiers are printed as literals, so that nothing is escaped.
        if self.take("\"") {
            self.take_until("\"")?;
            return Ok(Shape::String);
        }
        Err(self.expected("a shape"))
    }

    /// Reads the fields of an object, after its opening brace.
    fn fields(&mut self) -> Result<BTreeMap<Name, Shape>> {
        let mut fields = BTreeMap::new();
        while !self.take("}") {
            if !fields.is_empty() {
                self.require(", ")?;
            }
            if !self.rest.starts_with('"') {
                return Err(self.expected("the name of a field"));
            }
            let before = self.rest;
            self.take("\"");
            let name = self.take_until("\"")?;
            if !is_identifier(name) {
                self.rest = before;
                return Err(self.expected("the name of a field"));
            }
            self.take("?");
            self.require(": ")?;
            let shape = self.union()?;
            fields.insert(Name::from(name), shape);
        }
        Ok(fields)
    }
}
