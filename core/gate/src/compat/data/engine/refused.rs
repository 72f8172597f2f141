//! Documents that are refused only in some fields, so that the other fields need no second check.

use super::node::{Node, Object};
use super::{Recogniser, Step, Stop};

/// Maximum number of unknown fields; documents with more are left to the plain validator.
const MAX_EXTRA: usize = 64;

/// A refused document, and its refused fields.
#[derive(Debug)]
pub(in crate::compat::data) struct RefusedDocument<'t, 'r> {
    /// See [`Document`](super::Document).
    pub(in crate::compat::data) end: usize,
    pub(in crate::compat::data) id: Option<&'t [u8]>,
    pub(in crate::compat::data) unverified: &'r [usize],
    /// Known fields that are refused, in name order, each with its value; a missing field has none.
    pub(in crate::compat::data) fields: Vec<(&'r str, Option<&'t str>)>,
    /// Fields that the validator does not know, in name order.
    pub(in crate::compat::data) extra: Vec<(&'t str, &'t str)>,
}

impl RefusedDocument<'_, '_> {
    /// Returns the length of the values.
    pub(in crate::compat::data) fn len(&self) -> usize {
        let fields = self.fields.iter().filter_map(|(_, value)| value.map(str::len));
        fields.chain(self.extra.iter().map(|(_, value)| value.len())).sum()
    }
}

/// Refused parts of a document: known fields by their place.
#[derive(Default)]
struct Parts<'t> {
    seen: u128,
    fields: Vec<(usize, Option<&'t [u8]>)>,
    extra: Vec<(&'t [u8], &'t [u8])>,
}

impl<'e, 't> Recogniser<'e, 't> {
    /// Returns the document of the line that starts at `start`, if everything that is certainly refused lies in single
    /// fields of an object.
    pub(in crate::compat::data) fn refused_document(&mut self, start: usize) -> Option<RefusedDocument<'t, '_>> {
        let engine = self.engine;
        let Node::Object(object) = &engine.root else { return None };
        self.start(start);
        let mut parts = self.parts(object).ok()?;
        let end = self.scan.line_end()?;
        if !self.scan.is_utf8(start, end) {
            return None;
        }
        for place in 0..object.fields.len() {
            if object.required & !parts.seen & (1 << place) != 0 {
                parts.fields.push((place, None));
            }
        }
        parts.fields.sort_unstable();
        parts.extra.sort_unstable();
        let text = |bytes: &'t [u8]| std::str::from_utf8(bytes).ok();
        let field = |(place, value): (usize, Option<&'t [u8]>)| {
            let name = std::str::from_utf8(object.fields.get(place)?.key.name()).ok()?;
            Some((name, value.map(|value| text(value).ok_or(())).transpose().ok()?))
        };
        let fields = parts.fields.into_iter().map(field).collect::<Option<_>>()?;
        let extra = parts.extra.into_iter().map(|(name, value)| Some((text(name)?, text(value)?)));
        let extra = extra.collect::<Option<_>>()?;
        Some(RefusedDocument { end, id: self.id, unverified: &self.unverified, fields, extra })
    }

    /// Reads an object, and keeps its refused fields.
    fn parts(&mut self, object: &'e Object) -> Step<Parts<'t>> {
        let mut parts = Parts::default();
        let mut next = 0;
        if self.scan.token()? != b'{' {
            return Err(Stop::Unsure);
        }
        self.scan.at += 1;
        if self.scan.token()? == b'}' {
            self.scan.at += 1;
            return Ok(parts);
        }
        loop {
            let start = self.scan.at;
            match self.field(object, next) {
                Ok((place, field)) => {
                    let bit = 1u128 << place;
                    if parts.seen & bit != 0 {
                        return Err(Stop::Unsure);
                    }
                    parts.seen |= bit;
                    next = place + 1;
                    if field.is_id {
                        self.system_field(true, 0)?;
                    } else if let Some(value) = self.refused_value(&field.value)? {
                        parts.fields.push((place, Some(value)));
                    }
                }
                Err(Stop::Refused) => {
                    self.scan.at = start;
                    let name = self.scan.field_name()?;
                    if parts.extra.len() == MAX_EXTRA || parts.extra.iter().any(|(other, _)| *other == name) {
                        return Err(Stop::Unsure);
                    }
                    let value = self.any_value()?;
                    parts.extra.push((name, value));
                }
                Err(Stop::Unsure) => return Err(Stop::Unsure),
            }
            if !self.scan.more(b'}')? {
                return Ok(parts);
            }
        }
    }

    /// Reads a value, and returns its text if it is refused.
    fn refused_value(&mut self, node: &'e Node) -> Step<Option<&'t [u8]>> {
        let (at, keys, unverified) = (self.scan.at, self.keys.len(), self.unverified.len());
        match self.value(node, 1) {
            Ok(()) => return Ok(None),
            Err(Stop::Unsure) => return Err(Stop::Unsure),
            Err(Stop::Refused) => {}
        }
        self.scan.at = at;
        self.keys.truncate(keys);
        self.unverified.truncate(unverified);
        self.any_value().map(Some)
    }

    /// Reads any value, and returns its text.
    fn any_value(&mut self) -> Step<&'t [u8]> {
        let first = self.scan.token()?;
        let start = self.scan.at;
        self.any(first, 1)?;
        Ok(self.scan.text.get(start..self.scan.at).unwrap_or_default())
    }
}
