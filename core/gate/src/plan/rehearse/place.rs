//! Places in documents: `.items[].price`.

use crate::error::{Error, Result};
use crate::value::{Fields, Value};

/// A place in documents, which may be several values: every element of an array, every entry of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Steps to the objects that have the field.
    inside: Vec<Move>,
    /// Name of the field; `None` if the place is an element or an entry.
    field: Option<String>,
}

/// One step towards a place.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Move {
    Field(String),
    Elements,
    Entries,
}

impl Place {
    /// Parses a place as reports write it.
    ///
    /// # Errors
    /// `InvalidInput` if it is not a place inside a document, or is one of Convex's own fields.
    pub(super) fn parse(text: &str) -> Result<Self> {
        let invalid = || {
            Error::invalid_input(format!("invalid place `{text}`"))
                .help("use a place such as `.name`, `.items[].price` or `.scores.*`")
        };
        let mut moves = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix("[]") {
                moves.push(Move::Elements);
                rest = after;
                continue;
            }
            let after = rest.strip_prefix('.').ok_or_else(invalid)?;
            let len = after.find(['.', '[']).unwrap_or(after.len());
            let (name, next) = after.split_at(len);
            match name {
                "" => return Err(invalid()),
                "*" => moves.push(Move::Entries),
                name => moves.push(Move::Field(name.to_owned())),
            }
            rest = next;
        }
        match moves.first() {
            Some(Move::Field(name)) if name.starts_with('_') => {
                Err(Error::invalid_input(format!("cannot change `{text}`: Convex sets the field `{name}`")))
            }
            Some(Move::Field(_)) => Ok(Self::of(moves)),
            _ => Err(invalid()),
        }
    }

    fn of(mut moves: Vec<Move>) -> Self {
        match moves.pop() {
            Some(Move::Field(name)) => Self { inside: moves, field: Some(name) },
            Some(last) => {
                moves.push(last);
                Self { inside: moves, field: None }
            }
            None => Self { inside: moves, field: None },
        }
    }

    /// Returns the name of the field, if the place is a field of an object.
    pub(super) fn field(&self) -> Option<&str> {
        self.field.as_deref()
    }

    /// Checks if two places are fields of the same objects.
    pub(super) fn is_beside(&self, other: &Self) -> bool {
        self.inside == other.inside && self.field.is_some() && other.field.is_some()
    }

    /// Calls `change` with each object that has or may have the field.
    pub(super) fn objects(&self, document: &mut Fields, change: &mut dyn FnMut(&mut Fields)) {
        let Some((first, rest)) = self.inside.split_first() else { return change(document) };
        let Move::Field(name) = first else { return };
        if let Some(value) = document.get_mut(name.as_str()) {
            each(value, rest, &mut |value| {
                if let Value::Object(fields) = value {
                    change(fields);
                }
            });
        }
    }

    /// Calls `change` with each value at the place.
    pub(super) fn values(&self, document: &mut Fields, change: &mut dyn FnMut(&mut Value)) {
        match &self.field {
            Some(field) => self.objects(document, &mut |fields| {
                if let Some(value) = fields.get_mut(field.as_str()) {
                    change(value);
                }
            }),
            None => {
                let Some((Move::Field(name), rest)) = self.inside.split_first() else { return };
                if let Some(value) = document.get_mut(name.as_str()) {
                    each(value, rest, change);
                }
            }
        }
    }
}

fn each(value: &mut Value, moves: &[Move], change: &mut dyn FnMut(&mut Value)) {
    let Some((first, rest)) = moves.split_first() else { return change(value) };
    match (first, value) {
        (Move::Field(name), Value::Object(fields)) => {
            if let Some(value) = fields.get_mut(name.as_str()) {
                each(value, rest, change);
            }
        }
        (Move::Elements, Value::Array(elements)) => elements.iter_mut().for_each(|value| each(value, rest, change)),
        (Move::Entries, Value::Object(fields)) => fields.values_mut().for_each(|value| each(value, rest, change)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_outside_of_documents_and_own_fields_are_refused() {
        for text in ["", "name", "[]", ".", ".a..b", "._id", "._creationTime", ".*", ".a["] {
            assert!(Place::parse(text).is_err(), "{text}");
        }
        for text in [".a", ".a.b", ".a[].b", ".a.*", ".a[]", ".a.*.b[]"] {
            assert!(Place::parse(text).is_ok(), "{text}");
        }
    }
}
