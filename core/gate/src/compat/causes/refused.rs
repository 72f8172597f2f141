//! Values that one side accepts and the other refuses, as a text for each place.
//!
//! A fingerprint stands for the break: it depends on the refused values, and on nothing else. The texts are derived from
//! both types without a witness, so that the order of union members and unrelated fields make no difference.

use std::collections::{BTreeMap, BTreeSet};

use super::canonical::{flatten, union};
use super::cause::Cause;
use super::text::{literal_text, text};
use crate::compat::align::align;
use crate::compat::subset::{KINDS, is_field_plainly_in, is_plainly_in};
use crate::schema::check::{Reader, Reason};
use crate::schema::{Literal, Object, Path, Segment, Validator};
use crate::value::{DocumentId, Value, is_function_handle};

/// Classes of refusals that fingerprints distinguish. Other reasons depend on how a type is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    Missing,
    Extra,
    Value,
}

impl Class {
    pub(super) fn of(reason: Reason) -> Self {
        match reason {
            Reason::MissingField => Self::Missing,
            Reason::ExtraField => Self::Extra,
            _ => Self::Value,
        }
    }
}

/// The values that one side accepts and the other refuses, by the group of their place.
#[derive(Debug, Default)]
pub(super) struct RefusedValues(BTreeMap<(String, Class), BTreeSet<String>>);

impl RefusedValues {
    /// Compares the types of both sides, in normal form.
    pub(super) fn between(allower: &Validator, refuser: &Validator, reader: Reader) -> Self {
        let mut comparison = Comparison { reader, path: Path::default(), tags: Vec::new(), found: Self::default() };
        comparison.compare(allower, refuser);
        comparison.found
    }

    /// Returns the text of each cause: the values refused at its place. Values that are refused where no cause is belong
    /// to the closest one, so that no value is left out.
    pub(super) fn of_causes(&self, causes: &[Cause]) -> Vec<Option<String>> {
        let places: Vec<(String, Class)> =
            causes.iter().map(|cause| (cause.path.group(), Class::of(cause.reason))).collect();
        let mut texts: Vec<BTreeSet<String>> = vec![BTreeSet::new(); causes.len()];
        for ((place, class), refused) in &self.0 {
            let owner = closest(&places, place, *class);
            if let Some(texts) = owner.and_then(|owner| texts.get_mut(owner)) {
                let at = owner.and_then(|owner| places.get(owner)).map_or("", |(at, _)| at.as_str());
                let inside = if at == place { "" } else { place.as_str() };
                texts.extend(refused.iter().map(|text| format!("{class:?}{inside} {text}")));
            }
        }
        let join = |texts: BTreeSet<String>| texts.into_iter().collect::<Vec<_>>().join("; ");
        texts.into_iter().map(|texts| (!texts.is_empty()).then(|| join(texts))).collect()
    }
}

/// Returns the index of the cause at a place, else of the closest one around it, else of the closest one inside it.
fn closest(causes: &[(String, Class)], place: &str, class: Class) -> Option<usize> {
    let rank = |(at, of): &(String, Class)| match () {
        () if at == place => (3, usize::from(*of == class), 0),
        () if place.starts_with(at.as_str()) => (2, at.len(), usize::from(*of == class)),
        () if at.starts_with(place) => (1, usize::MAX - at.len(), usize::from(*of == class)),
        () => (0, 0, 0),
    };
    // The first of the highest rank.
    causes.iter().enumerate().rev().max_by_key(|(_, cause)| rank(cause)).map(|(index, _)| index)
}

struct Comparison {
    reader: Reader,
    path: Path,
    /// Tags of the union members that lead to the place.
    tags: Vec<String>,
    found: RefusedValues,
}

impl Comparison {
    fn inside(&mut self, segment: Segment, compare: impl FnOnce(&mut Self)) {
        self.path.0.push(segment);
        compare(self);
        self.path.0.pop();
    }

    fn refuse(&mut self, class: Class, text: &str) {
        let text = format!("{}{text}", self.tags.concat());
        self.found.0.entry((self.path.group(), class)).or_default().insert(text);
    }

    /// Refuses the values of a member, except those that some alternatives accept.
    fn refuse_except(&mut self, member: &Validator, accepted: &[&Validator]) {
        let member = text(member);
        let text = if accepted.is_empty() { member } else { format!("{member} but {}", union(accepted)) };
        self.refuse(Class::Value, &text);
    }

    fn compare(&mut self, allower: &Validator, refuser: &Validator) {
        let (mut members, mut alternatives) = (Vec::new(), Vec::new());
        flatten(allower, &mut members);
        flatten(refuser, &mut alternatives);
        if members.contains(&&Validator::Any) {
            members = KINDS.iter().collect();
        }
        for member in members {
            if !alternatives.iter().any(|alternative| is_plainly_in(member, alternative, self.reader)) {
                self.member(member, &alternatives);
            }
        }
    }

    /// Compares a member that no alternative plainly includes.
    fn member(&mut self, member: &Validator, alternatives: &[&Validator]) {
        let alike = |is: &dyn Fn(&Validator) -> bool| -> Vec<&Validator> {
            alternatives.iter().copied().filter(|alternative| is(alternative)).collect()
        };
        let literal = |is: fn(&Value) -> bool| move |alternative: &Validator| matches!(alternative, Validator::Literal(literal) if is(literal.value()));
        match member {
            Validator::Null | Validator::Bytes | Validator::Union(_) | Validator::Any => {
                self.refuse_except(member, &[]);
            }
            // Without the numbers of the tables, an id may be of any table.
            Validator::Literal(literal) if is_id(literal) => {
                let ids = alike(&|other| matches!(other, Validator::Id(_)));
                self.refuse_except(member, &ids);
            }
            Validator::Literal(literal) => self.refuse(Class::Value, &literal_text(literal)),
            Validator::Boolean => {
                for value in [false, true] {
                    let is_it = |alternative: &&Validator| matches!(alternative, Validator::Literal(literal) if *literal.value() == Value::Boolean(value));
                    if !alternatives.iter().any(is_it) {
                        self.refuse(Class::Value, &value.to_string());
                    }
                }
            }
            Validator::Float64 => {
                let accepted = alike(&literal(|value| matches!(value, Value::Float64(_))));
                self.refuse_except(member, &accepted);
            }
            Validator::Int64 | Validator::CommitTs => {
                let accepted = alike(&literal(|value| matches!(value, Value::Int64(_))));
                self.refuse_except(member, &accepted);
            }
            Validator::String => {
                let is_text = literal(|value| matches!(value, Value::String(_)));
                let accepted =
                    alike(&|other| is_text(other) || matches!(other, Validator::Id(_) | Validator::Function(_)));
                self.refuse_except(member, &accepted);
            }
            Validator::Id(_) => {
                let ids = alike(&|other| matches!(other, Validator::Literal(literal) if is_id(literal)));
                self.refuse_except(member, &ids);
            }
            Validator::Function(_) => {
                let handles = alike(&|other| matches!(other, Validator::Literal(literal) if is_handle(literal)));
                self.refuse_except(member, &handles);
            }
            Validator::Unknown(_) => self.refuse_except(member, &[]),
            Validator::Array(element) => {
                let arrays = alike(&|other| matches!(other, Validator::Array(_)));
                match arrays.as_slice() {
                    [Validator::Array(accepted)] => {
                        self.inside(Segment::Index(0), |inside| inside.compare(element, accepted));
                    }
                    several => self.refuse_except(member, several),
                }
            }
            Validator::Object(_) | Validator::Record(..) => {
                let objects = alike(&|other| matches!(other, Validator::Object(_) | Validator::Record(..)));
                match (member, objects.as_slice()) {
                    (_, [only]) => self.objects(member, only),
                    (Validator::Object(object), several) => match counterpart(object, several) {
                        Some((tags, accepted)) => {
                            self.tags.push(tags);
                            self.objects(member, accepted);
                            self.tags.pop();
                        }
                        None => self.refuse_except(member, several),
                    },
                    (_, several) => self.refuse_except(member, several),
                }
            }
        }
    }

    fn objects(&mut self, sent: &Validator, accepted: &Validator) {
        match (sent, accepted) {
            (Validator::Object(object), Validator::Object(fields)) => self.fields(object, fields),
            (Validator::Object(object), Validator::Record(keys, values)) => {
                for (name, field) in object.iter() {
                    let key = Literal::new(Value::from(name.as_str())).map(Validator::Literal);
                    if let Some(key) = key {
                        self.inside(Segment::Key, |inside| inside.compare(&key, keys));
                    }
                    self.inside(Segment::Entry, |inside| inside.compare(&field.validator, values));
                }
            }
            (Validator::Record(sent_keys, sent), Validator::Record(keys, values)) => {
                self.inside(Segment::Key, |inside| inside.compare(sent_keys, keys));
                self.inside(Segment::Entry, |inside| inside.compare(sent, values));
            }
            (sent, accepted) => self.refuse_except(sent, &[accepted]),
        }
    }

    fn fields(&mut self, sent: &Object, accepted: &Object) {
        for (name, sent, accepted) in align(sent.iter(), accepted.iter()) {
            if is_field_plainly_in(sent, accepted, self.reader) {
                continue;
            }
            self.inside(Segment::Field(name.clone()), |inside| match (sent, accepted) {
                (Some(sent), Some(accepted)) => {
                    if sent.optional && !accepted.optional {
                        inside.refuse(Class::Missing, "absent");
                    }
                    inside.compare(&sent.validator, &accepted.validator);
                }
                (Some(sent), None) => inside.refuse(Class::Extra, &text(&sent.validator)),
                (None, _) => inside.refuse(Class::Missing, "absent"),
            });
        }
    }
}

fn is_id(literal: &Literal) -> bool {
    literal.value().as_str().is_some_and(|text| DocumentId::decode(text).is_some())
}

fn is_handle(literal: &Literal) -> bool {
    literal.value().as_str().is_some_and(is_function_handle)
}

/// Returns the only object among the alternatives whose tags a member has, and the text of the tags.
fn counterpart<'v>(member: &Object, alternatives: &[&'v Validator]) -> Option<(String, &'v Validator)> {
    let mut found = alternatives.iter().filter_map(|alternative| match alternative {
        Validator::Object(object) => Some((tags(object).filter(|tags| has_tags(member, tags))?, *alternative)),
        _ => None,
    });
    let (tags, only) = found.next().filter(|_| found.next().is_none())?;
    let text = tags.iter().map(|(name, literal)| format!("{name}={literal} ")).collect();
    Some((text, only))
}

type Tags<'v> = Vec<(&'v str, String)>;

/// Returns the literals that an object requires, if it requires one.
fn tags(object: &Object) -> Option<Tags<'_>> {
    let tags: Tags<'_> = object
        .iter()
        .filter_map(|(name, field)| match &field.validator {
            Validator::Literal(literal) if !field.optional => Some((name.as_str(), literal_text(literal))),
            _ => None,
        })
        .collect();
    (!tags.is_empty()).then_some(tags)
}

fn has_tags(object: &Object, tags: &Tags<'_>) -> bool {
    tags.iter().all(|(name, text)| {
        let field = object.get(name).filter(|field| !field.optional);
        matches!(field.map(|field| &field.validator), Some(Validator::Literal(literal)) if literal_text(literal) == *text)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Validator {
        Validator::parse(text).unwrap()
    }

    fn at(allower: &str, refuser: &str, place: &str) -> String {
        let refused = RefusedValues::between(&parse(allower), &parse(refuser), Reader::Closed);
        let texts = refused.0.iter().filter(|((group, _), _)| group == place);
        texts.map(|((_, class), texts)| format!("{class:?} {texts:?}")).collect::<Vec<_>>().join("; ")
    }

    fn object(fields: &str) -> String {
        format!(r#"{{"type": "object", "value": {{{fields}}}}}"#)
    }

    fn field(name: &str, validator: &str, optional: bool) -> String {
        format!(r#""{name}": {{"fieldType": {validator}, "optional": {optional}}}"#)
    }

    const NULL: &str = r#"{"type": "null"}"#;
    const STRING: &str = r#"{"type": "string"}"#;
    const NUMBER: &str = r#"{"type": "number"}"#;

    #[test]
    fn place_has_the_values_that_are_refused() {
        assert_eq!(at(STRING, NUMBER, ""), r#"Value {"string"}"#);
        assert_eq!(at(r#"{"type": "boolean"}"#, r#"{"type": "literal", "value": true}"#, ""), r#"Value {"false"}"#);
        let literal = r#"{"type": "literal", "value": "a"}"#;
        assert_eq!(at(STRING, literal, ""), r#"Value {"string but \"a\""}"#);
        let (was, is) = (object(&field("a", STRING, true)), object(&field("a", NUMBER, false)));
        assert_eq!(at(&was, &is, ".a"), r#"Missing {"absent"}; Value {"string"}"#);
        assert_eq!(at(&was, &object(""), ".a"), r#"Extra {"string"}"#);
        assert_eq!(at(&object(""), &is, ".a"), r#"Missing {"absent"}"#);
        let list = |of: &str| format!(r#"{{"type": "array", "value": {of}}}"#);
        assert_eq!(at(&list(NULL), &list(NUMBER), "[]"), r#"Value {"null"}"#);
    }

    #[test]
    fn handles_and_ids_are_strings_that_other_types_accept() {
        let literal = |text: &str| format!(r#"{{"type": "literal", "value": "{text}"}}"#);
        let (id, handle) = ("0w00000000000000000000000000exr", "function://0w00000000000000000000000000exr");
        let (function, table) = (r#"{"type": "function"}"#, r#"{"type": "id", "tableName": "a"}"#);
        assert_eq!(at(&literal(handle), function, ""), "");
        assert_eq!(at(&literal("a"), function, ""), r#"Value {"\"a\""}"#);
        assert_eq!(at(function, NULL, ""), r#"Value {"function"}"#);
        assert_eq!(at(function, &literal(handle), ""), format!(r#"Value {{"function but \"{handle}\""}}"#));
        assert_eq!(at(function, &literal("a"), ""), r#"Value {"function"}"#);
        assert_eq!(at(&literal(id), table, ""), format!(r#"Value {{"\"{id}\" but id<a>"}}"#));
        assert_eq!(at(&literal("a"), table, ""), r#"Value {"\"a\""}"#);
        assert_eq!(at(table, &literal(id), ""), format!(r#"Value {{"id<a> but \"{id}\""}}"#));
        assert_eq!(at(table, &literal("a"), ""), r#"Value {"id<a>"}"#);
    }

    #[test]
    fn members_are_matched_by_their_tags() {
        let tagged = |tag: &str, of: &str| {
            let tag = format!(r#"{{"type": "literal", "value": "{tag}"}}"#);
            object(&format!("{}, {}", field("kind", &tag, false), field("x", of, false)))
        };
        let union = |members: &[String]| format!(r#"{{"type": "union", "value": [{}]}}"#, members.join(","));
        let was = union(&[tagged("a", STRING), tagged("b", NUMBER)]);
        let is = union(&[tagged("b", STRING), tagged("a", STRING)]);
        assert_eq!(at(&was, &is, ".x"), r#"Value {"kind=\"b\" float64"}"#);
        let swapped = union(&[tagged("a", NUMBER), tagged("b", STRING)]);
        assert_eq!(at(&was, &swapped, ".x"), r#"Value {"kind=\"a\" string", "kind=\"b\" float64"}"#);
    }
}
